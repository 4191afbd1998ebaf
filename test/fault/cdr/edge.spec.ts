import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acknowledgement } from '#oicp';
import { aCdr, CDR_PATH } from '../../support/cdr.js';
import { EdgeSuite, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import type { EdgeCaller } from '../../support/edge-caller.js';

describe('a charge detail record at the edge while the broker is unavailable, over real TLS and RabbitMQ', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let hbs: EdgeCaller;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    gateway = await suite.startGateway();
    hbs = await suite.hbs(gateway);
  });
  afterAll(async () => {
    suite.host.network.open();
    await suite.stop();
  });

  async function forward(
    sessionId: string,
  ): Promise<{ Result?: boolean | undefined; code: string | undefined }> {
    const { status, text } = await hbs.send({
      path: CDR_PATH,
      body: JSON.stringify(aCdr({ SessionID: sessionId })),
    });
    expect(status).toBe(200);
    const { value, violations } = acknowledgement.read(text);
    expect(violations).toEqual([]);
    return { Result: value.Result, code: value.StatusCode?.Code };
  }
  /** Until the gateway has noticed: a record that it sends before is unconfirmed, whatever the network does. */
  async function lose(takeAway: () => void): Promise<void> {
    const { lines } = gateway.platform.recorded;
    const before = lines.length;
    takeAway();
    await eventually(() =>
      expect(lines.slice(before)).toContainEqual(
        expect.objectContaining({ code: 'BROKER_AWAY', connection: expect.stringContaining('publishing') }),
      ),
    );
  }
  const taken = { Result: true, code: '000' };

  it.each([
    ['refuses connections', 'BROKER_AWAY', () => lose(() => suite.host.network.close())],
    [
      'swallows every byte and confirms nothing',
      'UNCONFIRMED',
      () => Promise.resolve(suite.host.network.setSilent(true)),
    ],
  ])('is answered false with 021, journaled and logged when it %s', async (_, cause, takeAway) => {
    await eventually(async () => expect(await forward(randomUUID())).toEqual(taken));
    await takeAway();
    const sessionId = randomUUID();
    expect(await forward(sessionId)).toEqual({ Result: false, code: '021' });
    await eventually(() =>
      expect(journaled(gateway)).toContainEqual(
        expect.objectContaining({ operation: 'chargeDetailRecord', code: '021', sessionId }),
      ),
    );
    expect(gateway.platform.recorded.lines).toContainEqual(
      expect.objectContaining({ code: 'CDR_NOT_TAKEN', cause: expect.any(String), sessionId }),
    );
    const logged = gateway.platform.recorded.lines.filter((line) => line['sessionId'] === sessionId);
    expect(logged.map((line) => line['cause'])).toContain(cause);
    suite.host.network.open();
    await eventually(async () => expect(await forward(sessionId)).toEqual(taken), 30_000);
  });
});
