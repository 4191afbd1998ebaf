import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNotification } from '../../support/remote-session/notifications.js';
import { SessionSuite } from '../../support/remote-session/session-suite.js';
import { eventually } from '../../support/eventually.js';
import { startServiceProcess } from '../../support/service-process.js';

describe('sessions without further reports, over a real RabbitMQ and PostgreSQL', () => {
  let suite: SessionSuite;
  beforeAll(async () => {
    suite = await SessionSuite.create();
  });
  afterAll(() => suite.stop());

  it('are UNKNOWN after the process that had sent the start was killed, and resolved by a notification', async () => {
    const gateway = await suite.startGateway();
    const killed = await startServiceProcess('remote-session', {
      ...suite.servers,
      EMP_PROVIDER_IDS: 'DE-EMP',
      REMOTE_TIMEOUT_MS: '3000',
    });
    await eventually(async () => expect((await killed.readyz()).status).toBe(200), 30_000);
    suite.hbs.answer = () => new Promise(() => {}); // HBS holds its answer
    const { id } = await suite.start('DE*ABC*E2');
    await eventually(() => expect(suite.hbs.startsAt('DE*ABC*E2')).toHaveLength(1));
    killed.child.kill('SIGKILL');
    await killed.ended;
    const { application } = await suite.startRemoteSession();
    expect(await suite.untilState(id, 'UNKNOWN')).toMatchObject({ reasonCode: 'NO_ANSWER' });
    const sessionId = crypto.randomUUID();
    await suite.events.notify(aNotification('Start', sessionId, { EMPPartnerSessionID: id }));
    expect(await suite.untilState(id, 'active')).toMatchObject({ sessionId });
    expect(suite.hbs.startsAt('DE*ABC*E2')).toHaveLength(1);
    suite.hbs.end();
    await suite.stopService(application);
    await suite.stopService(gateway);
  });

  it('become UNKNOWN after a restart, are reported as orphans, expire, and are still ended by their record', async () => {
    await suite.startGateway();
    const first = await suite.startRemoteSession({ REMOTE_TIMEOUT_MS: '1000' });
    suite.hbs.answer = () => new Promise(() => {}); // the gateway never answers
    const { id } = await suite.start('DE*ABC*E1');
    await suite.stopService(first.application);
    await suite.dataSource.query(
      `update session.session set answer_due_at = now() - interval '1 s', heard_at = now() - interval '20 min'`,
    );
    await suite.dataSource.query(`delete from session.session_fact where kind <> 'start-requested'`);
    const second = await suite.startRemoteSession({ SESSION_ORPHAN_AFTER: 'PT0S' });
    expect(await suite.untilState(id, 'UNKNOWN')).toMatchObject({ reasonCode: 'NO_ANSWER' });
    await eventually(() => expect(second.platform.recorded.alarms()).toContain('SESSION_ORPHANED'));
    expect(suite.hbs.startsAt('DE*ABC*E1')).toHaveLength(1);
    // The replica that leads sweeps, by its own settings.
    await suite.stopService(second.application);
    await suite.startRemoteSession({ SESSION_PENDING_EXPIRES_AFTER: 'PT0.1S' });
    expect(await suite.untilState(id, 'expired')).toMatchObject({ reasonCode: 'SILENT' });
    await suite.publishRecord({
      sessionId: crypto.randomUUID(),
      empPartnerSessionId: id,
      consumedEnergyKwh: '2',
    });
    expect(await suite.untilState(id, 'ended')).toMatchObject({ energyKwh: '2' });
  });
});
