import type { INestMicroservice } from '@nestjs/common';
import type { BrokerSettings, WithBytes } from '#messaging';
import type { HbsReply, HbsRequest } from '#suite';
import { authorizeRemoteStart, authorizeRemoteStop } from '#oicp';
import { startFakeService } from '../fake-service.js';
import { testPlatform } from '../test-platform.js';

export type RemoteOperation = 'start' | 'stop' | 'reserve' | 'release';
type Reply = WithBytes<HbsReply>;

/** What HBS was asked, and what it answers: a test changes the second and reads the first. */
export class FakeHbsRemote {
  readonly asked: { readonly operation: RemoteOperation; readonly request: HbsRequest }[] = [];
  private readonly hanging: (() => void)[] = [];
  answer: (operation: RemoteOperation, request: HbsRequest) => Promise<Reply> = () =>
    Promise.resolve(acceptedReply());

  handle(operation: RemoteOperation, request: HbsRequest): Promise<Reply> {
    this.asked.push({ operation, request });
    const ended = new Promise<Reply>((resolve) => this.hanging.push(() => resolve(failedReply('cut-off'))));
    return Promise.race([this.answer(operation, request), ended]);
  }

  /** Answers what still hangs, so that nothing waits for it. */
  end(): void {
    for (const answer of this.hanging.splice(0)) answer();
  }

  /** The starts that were asked for a charging point, as HBS would read them. */
  startsAt(evseId: string): ReturnType<typeof authorizeRemoteStart.read>['value'][] {
    return this.asked
      .filter(({ operation }) => operation === 'start')
      .map(({ request }) => authorizeRemoteStart.read(request.body).value)
      .filter(({ EvseID }) => EvseID === evseId);
  }

  stopsOf(sessionId: string): ReturnType<typeof authorizeRemoteStop.read>['value'][] {
    return this.asked
      .filter(({ operation }) => operation === 'stop')
      .map(({ request }) => authorizeRemoteStop.read(request.body).value)
      .filter(({ SessionID }) => SessionID === sessionId);
  }
}

/** The gateway as far as remote-session can tell: it answers what HBS is asked, over the real broker. */
export async function startFakeGateway(
  broker: BrokerSettings,
  behaviour: FakeHbsRemote,
): Promise<INestMicroservice> {
  return await startFakeService(testPlatform('gateway', broker), {
    calls: {
      'hbs.authorize-remote-start': (request) => behaviour.handle('start', request),
      'hbs.authorize-remote-stop': (request) => behaviour.handle('stop', request),
      'hbs.remote-reservation-start': (request) => behaviour.handle('reserve', request),
      'hbs.remote-reservation-stop': (request) => behaviour.handle('release', request),
    },
  });
}

/** HBS says yes; without a SessionID of the test's, with one of its own. */
export function acceptedReply(sessionId: string = crypto.randomUUID()): Reply {
  return remoteReply(200, { Result: true, StatusCode: { Code: '000' }, SessionID: sessionId });
}

export function refusedReply(code: string, more: object = {}): Reply {
  return remoteReply(200, { Result: false, StatusCode: { Code: code }, ...more });
}

export function remoteReply(httpStatus: number, body: object | string): Reply {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { about: { kind: 'answered', httpStatus, headers: { 'process-id': 'process-of-hbs' } }, bytes };
}

export function failedReply(failure: (HbsReply & { kind: 'failed' })['failure']): Reply {
  return { about: { kind: 'failed', failure }, bytes: Buffer.alloc(0) };
}
