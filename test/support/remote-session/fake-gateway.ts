import type { INestMicroservice } from '@nestjs/common';
import type { BrokerSettings, WithBytes } from '#messaging';
import type { HbsReply, HbsRequest } from '#suite';
import { authorizeRemoteStart, authorizeRemoteStop } from '#oicp';
import { startFakeService } from '../fake-service.js';
import { testPlatform } from '../test-platform.js';

export type RemoteOperation = 'start' | 'stop' | 'reserve' | 'release';
type Reply = WithBytes<HbsReply>;

/** HBS as remote-session calls it, behind a fake gateway: a test reads the requests and sets the answers. */
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

  /** Answers pending calls with `cut-off`, so that nothing waits for them. */
  end(): void {
    for (const answer of this.hanging.splice(0)) answer();
  }

  /** The remote starts for a charging point, as HBS reads them. */
  startsAt(evseId: string): ReturnType<typeof authorizeRemoteStart.read>['value'][] {
    return this.asked
      .filter(({ operation }) => operation === 'start')
      .map(({ request }) => authorizeRemoteStart.read(request.body).value)
      .filter(({ EvseID }) => EvseID === evseId);
  }

  /** The remote stops of a session, as HBS reads them. */
  stopsOf(sessionId: string): ReturnType<typeof authorizeRemoteStop.read>['value'][] {
    return this.asked
      .filter(({ operation }) => operation === 'stop')
      .map(({ request }) => authorizeRemoteStop.read(request.body).value)
      .filter(({ SessionID }) => SessionID === sessionId);
  }
}

/** Starts a fake gateway, over a real broker, that answers from the fake HBS. */
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

/** HBS accepts; with a SessionID of its own by default. */
export function acceptedReply(sessionId: string = crypto.randomUUID()): Reply {
  return remoteReply(200, { Result: true, StatusCode: { Code: '000' }, SessionID: sessionId });
}

/** HBS refuses with a status code of OICP. */
export function refusedReply(code: string, more: object = {}): Reply {
  return remoteReply(200, { Result: false, StatusCode: { Code: code }, ...more });
}

/** HBS answers with this status and body. */
export function remoteReply(httpStatus: number, body: object | string): Reply {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { about: { kind: 'answered', httpStatus, headers: { 'process-id': 'process-of-hbs' } }, bytes };
}

/** The gateway has no answer of HBS. */
export function failedReply(failure: (HbsReply & { kind: 'failed' })['failure']): Reply {
  return { about: { kind: 'failed', failure }, bytes: Buffer.alloc(0) };
}
