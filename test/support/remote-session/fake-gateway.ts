import type { INestMicroservice } from '@nestjs/common';
import type { BrokerSettings } from '#messaging';
import type { HbsRequest } from '#suite';
import { authorizeRemoteStart, authorizeRemoteStop } from '#oicp';
import { startFakeService } from '../fake-service.js';
import { answeredReply, failedReply, type FakeHbsReply } from '../hbs-replies.js';
import { testPlatform } from '../test-platform.js';

export type RemoteOperation = 'start' | 'stop' | 'reserve' | 'release';

/** HBS as remote-session calls it, behind a fake gateway: a test reads the requests and sets the answers. */
export class FakeHbsRemote {
  readonly asked: { readonly operation: RemoteOperation; readonly request: HbsRequest }[] = [];
  private readonly hanging: (() => void)[] = [];
  answer: (operation: RemoteOperation, request: HbsRequest) => Promise<FakeHbsReply> = () =>
    Promise.resolve(acceptedReply());

  handle(operation: RemoteOperation, request: HbsRequest): Promise<FakeHbsReply> {
    this.asked.push({ operation, request });
    const ended = new Promise<FakeHbsReply>((resolve) =>
      this.hanging.push(() => resolve(failedReply('cut-off'))),
    );
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
export function acceptedReply(sessionId: string = crypto.randomUUID()): FakeHbsReply {
  return remoteReply(200, { Result: true, StatusCode: { Code: '000' }, SessionID: sessionId });
}

/** HBS refuses with a status code of OICP. */
export function refusedReply(code: string, more: object = {}): FakeHbsReply {
  return remoteReply(200, { Result: false, StatusCode: { Code: code }, ...more });
}

/** HBS answers with this status and body. */
export function remoteReply(httpStatus: number, body: object | string): FakeHbsReply {
  return answeredReply(body, httpStatus, { 'process-id': 'process-of-hbs' });
}
