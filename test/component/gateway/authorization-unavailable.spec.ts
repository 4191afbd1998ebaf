import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RpcClient } from '#messaging';
import type { SuiteMessages } from '#suite';
import { authorizationStart } from '#oicp';
import { EdgeSuite, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import { anAuthorizeStart, type EdgeCaller } from '../../support/edge-caller.js';

const CARD = '04A1B2C3D4E5F6';

describe('AuthorizeStart when authorization does not answer', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  let hbs: EdgeCaller;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    await suite.startAuthorization();
    gateway = await suite.startGateway({ AUTHORIZE_DEADLINE_MS: '2000' });
    hbs = await suite.hbs(gateway);
  });
  afterAll(() => suite.stop());

  async function swipe(): Promise<{ code: string | undefined; durationMs: number }> {
    const asked = performance.now();
    const { status, text } = await hbs.send({ body: JSON.stringify(anAuthorizeStart(CARD)) });
    expect(status).toBe(200);
    const { value, violations } = authorizationStart.read(text);
    expect(violations).toEqual([]);
    return { code: value.StatusCode?.Code, durationMs: performance.now() - asked };
  }

  it('is refused with 320 at the deadline while authorization is unavailable, and decided afterwards', async () => {
    expect((await swipe()).code).toBe('102');
    await suite.stopAuthorization();
    const { code, durationMs } = await swipe();
    expect(code).toBe('320');
    expect(durationMs).toBeLessThan(10_000); // HBS's time-out
    expect(gateway.platform.recorded.alarms()).toContain('AUTHORIZATION_NOT_ANSWERED');
    await suite.startAuthorization();
    expect((await swipe()).code).toBe('102');
  });

  it('is refused at once when too many are in progress', async () => {
    await suite.stopAuthorization();
    const rpc: RpcClient<SuiteMessages> = gateway.application.get(RpcClient);
    let settled = 0;
    const medium = { kind: 'rfid', uid: CARD } as const;
    const waiting = Array.from({ length: 2_000 }, () =>
      rpc
        .call('authorization.start', { medium, operatorId: 'DE*ABC' }, { deadlineMs: 9_000 })
        .catch(() => {})
        .finally(() => (settled += 1)),
    );
    expect((await swipe()).code).toBe('320');
    expect(journaled(gateway).at(-1)).toMatchObject({ reason: expect.stringContaining('are in flight') });
    expect(settled).toBe(0);
    await suite.startAuthorization();
    await Promise.all(waiting);
    await eventually(async () => expect((await swipe()).code).toBe('102'));
  });

  it('is refused with 320 while the broker is unavailable, and decided afterwards', async () => {
    suite.host.network.close();
    expect((await swipe()).code).toBe('320');
    suite.host.network.open();
    let code: string | undefined;
    for (let attempt = 0; attempt < 60 && code !== '102'; attempt += 1) ({ code } = await swipe());
    expect(code).toBe('102');
  });
});
