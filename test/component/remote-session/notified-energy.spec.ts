import type { INestMicroservice } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EvsePower, SessionWithTimeline } from '#suite';
import { eventually } from '../../support/eventually.js';
import { aNotification, minutesAgo } from '../../support/remote-session/notifications.js';
import { SessionSuite } from '../../support/remote-session/session-suite.js';
import { startFakeService } from '../../support/fake-service.js';
import { testPlatform } from '../../support/test-platform.js';

describe('the energy of a notification and the power of its EVSE, while evse-sync comes and goes', () => {
  let suite: SessionSuite;
  let evseSync: INestMicroservice | undefined;
  const powers: Record<string, Omit<EvsePower, 'evseId'>> = {
    'DE*ABC*EMCS1': { maxPowerKw: 3_500, hasMegawattPlug: true },
    'DE*ABC*EMCS2': { maxPowerKw: 3_500, hasMegawattPlug: true },
    'DE*ABC*EAC1': { maxPowerKw: 22, hasMegawattPlug: false },
  };
  const startEvseSync = async (): Promise<void> => {
    evseSync = await startFakeService(testPlatform('evse-sync', suite.host.settings), {
      calls: {
        'evse.powers': ({ evseIds }) =>
          Promise.resolve({
            evses: evseIds.flatMap((evseId) => (powers[evseId] ? [{ evseId, ...powers[evseId] }] : [])),
          }),
      },
    });
  };
  beforeAll(async () => {
    suite = await SessionSuite.create();
    await suite.startRemoteSession();
    await suite.startRemoteSession();
  });
  afterAll(async () => {
    await evseSync?.close();
    await suite.stop();
  });

  const progress = async (EvseID: string, ConsumedEnergyProgress: number): Promise<string> => {
    const sessionId = crypto.randomUUID();
    const times = { ChargingStart: minutesAgo(30), EventOccurred: minutesAgo(20) };
    await suite.events.notify(
      aNotification('Progress', sessionId, { EvseID, ...times, ConsumedEnergyProgress }),
    );
    return sessionId;
  };
  const codesOf = ({ findings = [] }: Pick<SessionWithTimeline, 'findings'>): readonly string[] =>
    findings.map(({ code }) => code);
  const powerOf = async (sessionId: string): Promise<Record<string, unknown> | undefined> => {
    const [row] = await suite.dataSource.query<{ power: Record<string, unknown> }[]>(
      'select power from session.session where session_key = $1',
      [sessionId],
    );
    return row?.power;
  };

  it('has no finding where 500 kWh flow in ten minutes at a megawatt plug', async () => {
    await startEvseSync();
    const sessionId = await progress('DE*ABC*EMCS2', 500);
    await eventually(async () => expect(await powerOf(sessionId)).toMatchObject({ state: 'known' }));
    const { id } = await suite.untilFound(sessionId, (session) => expect(codesOf(session)).toEqual([]));
    await evseSync?.close();
    const published = suite.events.published.filter(({ subject }) => subject === id);
    expect(published.flatMap(({ data }) => codesOf(data))).toEqual([]);
  });

  it('is compared with a fixed limit without evse-sync, and with the EVSE once it answers', async () => {
    const [fast, slow] = [await progress('DE*ABC*EMCS1', 500), await progress('DE*ABC*EAC1', 25)];
    const { id } = await suite.untilFound(fast, (session) =>
      expect(codesOf(session)).toEqual(['energy-exceeds-power']),
    );
    await suite.untilFound(slow, (session) => expect(codesOf(session)).toEqual([]));
    await eventually(async () => expect(await powerOf(slow)).toMatchObject({ state: 'unanswered' }));
    await startEvseSync();
    // Time passes: what waits for evse-sync is due. It is the first attempt each time: a replica that had no answer asks
    // nobody for ten seconds, in which so many attempts in vain would be the last ones.
    await eventually(async () => {
      await suite.dataSource.query(
        `update session.session set power_due_at = now(), power = jsonb_set(power, '{attempts}', '1')
         where power->>'state' <> 'known'`,
      );
      expect(await powerOf(slow)).toMatchObject({ state: 'known' });
      expect(await powerOf(fast)).toMatchObject({ state: 'known' });
    }, 60_000);
    await suite.untilFound(fast, (session) => expect(codesOf(session)).toEqual([]));
    await suite.untilFound(slow, ({ findings }) =>
      expect(findings).toMatchObject([{ comparedWith: '22 kW, the power of EVSE DE*ABC*EAC1' }]),
    );
    await eventually(() => {
      const published = suite.events.published.filter(({ subject }) => subject === id);
      expect(published.at(-1)).toMatchObject({ type: 'session.updated' });
      expect(published.at(-1)?.data).not.toHaveProperty('findings');
    });
  }, 120_000);

  it('is compared with the EVSE by what the meter says where no energy is named', async () => {
    if (evseSync === undefined) await startEvseSync();
    const sessionId = crypto.randomUUID();
    const report = {
      EvseID: 'DE*ABC*EAC1',
      ChargingStart: minutesAgo(24),
      ConsumedEnergyProgress: undefined,
      MeterValueStart: 0,
      MeterValueInBetween: { meterValues: [10] },
    };
    await suite.events.notify(aNotification('Progress', sessionId, report));
    // A slow machine may get no answer within two seconds: then it is asked again at once here.
    await eventually(async () => {
      await suite.dataSource.query(
        `update session.session set power_due_at = now(), power = jsonb_set(power, '{attempts}', '1')
         where power->>'state' <> 'known'`,
      );
      expect(await powerOf(sessionId)).toMatchObject({ state: 'known' });
    }, 30_000);
    await suite.untilFound(sessionId, ({ energyKwh, findings }) => {
      expect(energyKwh).toBe('10');
      expect(findings).toMatchObject([
        { code: 'energy-exceeds-power', comparedWith: '22 kW, the power of EVSE DE*ABC*EAC1' },
      ]);
    });
  }, 120_000);
});
