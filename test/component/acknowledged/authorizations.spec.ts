import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { toDecidedEvent } from '../../../apps/authorization/src/decisions/decided-event.js';
import { mediumKeyOf } from '../../../apps/authorization/src/decisions/decision.js';
import { storableSessionKey } from '../../../apps/authorization/src/sessions/storable-session-key.js';
import { decideStart } from '../../../apps/authorization/src/decide/decide-start.js';
import { stopIdentifications } from '../../../apps/authorization/src/start/stop-identifications.js';
import { aCache } from '../../../apps/authorization/test/builders.js';
import { AuthorizationClient } from '../../../apps/gateway/src/inbound/authorization/authorization-client.js';
import { AuthorizeStartHandler } from '../../../apps/gateway/src/inbound/authorize-start/authorize-start.handler.js';
import { AuthorizeStopHandler } from '../../../apps/gateway/src/inbound/authorize-stop/authorize-stop.handler.js';
import { authorizedFact } from '../../../apps/remote-session/src/reports/authorized-fact.js';
import { viewOf } from '../../../apps/remote-session/src/state/view-of.js';
import type { RpcClient } from '#messaging';
import { suiteMessages, type AuthorizationStartRequest, type SuiteMessages } from '#suite';
import { authorizationStart, authorizationStop } from '#oicp';
import {
  authorizeStarts,
  authorizeStops,
  everyInbound,
} from '../../support/odd-payloads/inbound-payloads.js';
import { oddPayload } from '../../support/odd-payloads/odd-payload.js';
import { runs, runsWithinMs } from '../../support/odd-payloads/runs.js';
import { UNSTORABLE } from '../../support/odd-payloads/unstorable.js';
import { recordedLog } from '../../support/recorded-log.js';

const providers = { has: (key: string): boolean => key === 'DEEMP', idOf: (): string => 'DE-EMP' };
const cache = aCache();
const events: unknown[] = [];

/** Authorization as functions: what it decides from memory, and what it publishes of that. */
function start(request: AuthorizationStartRequest): unknown {
  const { medium } = request;
  const { driver, refused } = decideStart(medium, cache, providers, { now: Date.now(), pin: 'right' });
  const empPartnerSessionId = randomUUID();
  const code = refused?.code ?? '000';
  if (driver) {
    events.push(toDecidedEvent(request, driver.contract, { code, empPartnerSessionId }, providers));
    expect(mediumKeyOf(medium).length).toBeLessThan(300);
    expect(storableSessionKey(request.sessionId)?.length ?? 0).toBeLessThan(300);
  }
  if (refused) return refused;
  if (!driver) throw new Error('the driver was neither identified nor refused');
  const stopWith = stopIdentifications(
    medium,
    driver.contract,
    cache,
    { AUTHORIZE_STOP_IDENTIFICATIONS: 'used' },
    Date.now(),
  );
  return { decision: 'authorized', providerId: 'DE-EMP', empPartnerSessionId, stopWith };
}

const authorization = new AuthorizationClient(
  {
    call: (question: 'authorization.start' | 'authorization.stop', request: unknown) => {
      const { request: asked, reply } = suiteMessages.rpcs[question];
      const received = asked.schema.parse(JSON.parse(JSON.stringify(asked.schema.parse(request))));
      const decided =
        'operatorId' in received && question === 'authorization.start'
          ? start(received)
          : { decision: 'authorized', providerId: 'DE-EMP' };
      return Promise.resolve(reply.schema.parse(JSON.parse(JSON.stringify(decided))));
    },
  } as unknown as RpcClient<SuiteMessages>,
  { AUTHORIZE_DEADLINE_MS: 3_000 } as never,
  recordedLog().log,
);

const asked = { operatorId: 'DE*ABC', processId: undefined, receivedAt: performance.now() };

jest.setTimeout(runsWithinMs(2_000));

describe('an authorisation that the edge answers', () => {
  it('AuthorizeStart: gets a well-formed answer, and its event is a fact of a session, whatever HBS sent', async () => {
    let authorized = 0;
    const handler = new AuthorizeStartHandler(authorization);
    await fc.assert(
      fc.asyncProperty(oddPayload(authorizeStarts, { fields: everyInbound }), async ({ bytes }) => {
        events.length = 0;
        const { body } = await handler.answer({ ...asked, body: bytes, receivedAt: performance.now() });
        const { value, violations } = authorizationStart.read(body);
        expect(violations).toEqual([]);
        if (value.AuthorizationStatus === 'Authorized') authorized += 1;
        for (const event of events) {
          const { schema } = suiteMessages.events['authorization.decided'].data;
          const published = schema.parse(JSON.parse(JSON.stringify(schema.parse(event))));
          const view = viewOf(randomUUID(), [authorizedFact(published, Date.now())]);
          suiteMessages.events['session.opened'].data.schema.parse(view);
          expect(JSON.stringify(view)).not.toMatch(UNSTORABLE);
        }
      }),
      runs(2_000),
    );
    expect(authorized).toBeGreaterThan(runs(2_000).numRuns / 4);
  });

  it('AuthorizeStop: gets a well-formed answer, whatever HBS sent', async () => {
    const handler = new AuthorizeStopHandler(authorization);
    await fc.assert(
      fc.asyncProperty(oddPayload(authorizeStops, { fields: everyInbound }), async ({ bytes }) => {
        const { body } = await handler.answer({ ...asked, body: bytes, receivedAt: performance.now() });
        expect(authorizationStop.read(body).violations).toEqual([]);
      }),
      runs(2_000),
    );
  });
});
