import type { Registry } from 'prom-client';
import { request, type Dispatcher } from 'undici';
import { outboundOperations, pathOf } from '#oicp';
import type { HbsRequest } from '#suite';
import { messageOf, rejectOnAbort, type Log } from '#platform';
import { gatewayAlarms } from '../alarms.js';
import type { TlsIdentity } from '../tls/certificate.js';
import { IdentityKeeper } from '../tls/identity-keeper.js';
import { isSingleShot, type CalledOperation } from './called-operations.js';
import { HbsDispatchers } from './hbs-dispatchers.js';
import { classifyFailure, HbsFailureError } from './hbs-failure.js';
import type { HbsTimeouts } from './hbs-timeouts.js';
import type { HbsSettings } from './hbs-settings.js';
import type { HbsPathSettings } from './operation-settings.js';
import { SlotExpiredError, watchDispatch, type DispatchWatch } from './watch-dispatch.js';

/** Milliseconds without a byte after which a body is given up. */
const BODY_IDLE_MS = 30_000;
/** The headers that `libs/oicp` reads. */
const HEADERS = ['content-encoding', 'content-type', 'date', 'process-id', 'retry-after'];

/** The beginning of an answer of HBS; the body is still to be read. */
export interface HbsResponse {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Throws {@link HbsFailureError} when it breaks off. */
  readonly body: AsyncIterable<Buffer>;
}

/** When a request is not to be sent any more. */
export interface SendOptions {
  /** By `performance.now()`: the request is not written after this. */
  readonly before: number;
  /** Aborts the whole exchange, also while the body is read. */
  readonly signal: AbortSignal;
}

/** HTTP to HBS over mutual TLS. Enforces no limits; never sends a request twice. */
export class HbsConnection {
  private readonly identity: IdentityKeeper;
  private dispatchers: HbsDispatchers;

  constructor(
    private readonly settings: HbsSettings,
    private readonly timeouts: HbsTimeouts,
    private readonly paths: HbsPathSettings,
    private readonly log: Log,
    metrics: Registry,
  ) {
    this.identity = new IdentityKeeper({
      name: 'hbs_client',
      files: settings.tlsFiles,
      log,
      metrics,
      unusable: gatewayAlarms.HBS_CERTIFICATE_UNUSABLE,
      expires: gatewayAlarms.HBS_CERTIFICATE_EXPIRES,
    });
    this.dispatchers = this.createDispatchers(this.identity.tls);
  }

  /** From now on the client certificate is read again whenever its files change. */
  watchIdentity(): void {
    this.identity.keepCurrent((identity) => this.useIdentity(identity));
  }

  /** Checks the certificate files now. @returns whether they had changed and are in use */
  reloadIdentity(): boolean {
    return this.identity.reload((identity) => this.useIdentity(identity));
  }

  /** Closes the connections once the requests in progress have ended. */
  async close(): Promise<void> {
    this.identity.stop();
    await this.dispatchers.close();
  }

  /**
   * Sends a request and returns the beginning of its answer.
   *
   * @throws {HbsFailureError} when there was no answer; `stale` when a pooled connection was closed under the request
   * @throws {SlotExpiredError} when it was not written by `before`
   */
  async open(
    operation: CalledOperation,
    call: HbsRequest,
    { before, signal }: SendOptions,
  ): Promise<HbsResponse> {
    const watch: DispatchWatch = { sent: false, reused: false };
    const { dispatchers } = this;
    const dispatcher = isSingleShot(operation) ? dispatchers.singleUse : dispatchers.pooled;
    const isNewConnection = (): boolean => dispatchers.isNewConnection;
    try {
      // undici observes a signal only once it has a connection.
      const answer = await rejectOnAbort(
        request(this.urlOf(operation, call), {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            'accept-encoding': 'identity',
          },
          body: call.body,
          dispatcher: dispatcher.compose(watchDispatch({ watch, signal, before, isNewConnection })),
          signal,
          headersTimeout: this.timeouts.of(operation),
          bodyTimeout: BODY_IDLE_MS,
          reset: isSingleShot(operation),
        }),
        signal,
      );
      return {
        httpStatus: answer.statusCode,
        headers: pickHeaders(answer.headers),
        body: readBody(answer.body),
      };
    } catch (error) {
      if (error instanceof SlotExpiredError) throw error;
      throw classifyFailure(error, { sent: watch.sent, answered: false, reused: watch.reused });
    }
  }

  private urlOf(operation: CalledOperation, { providerId, page }: HbsRequest): string {
    const parts = { providerID: providerId, ...(page && { page }) };
    return `${this.settings.HBS_BASE_URL}${pathOf(outboundOperations[operation], parts, this.paths.pathOf(operation))}`;
  }

  private useIdentity(identity: TlsIdentity): void {
    const previous = this.dispatchers;
    this.dispatchers = this.createDispatchers(identity);
    previous.close().catch((error: unknown) => {
      this.log.info('failed to close the previous connections to HBS', { reason: messageOf(error) });
    });
  }

  private createDispatchers(identity: TlsIdentity): HbsDispatchers {
    return new HbsDispatchers(identity, this.settings.HBS_PROXY_URL);
  }
}

async function* readBody(body: Dispatcher.ResponseData['body']): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of body) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof HbsFailureError
      ? error
      : classifyFailure(error, { sent: true, answered: true, reused: false });
  }
}

function pickHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const entries = HEADERS.flatMap((name): [string, string][] => {
    const value = headers[name];
    const first = typeof value === 'string' ? value : value?.[0];
    return first === undefined ? [] : [[name, first]];
  });
  return Object.fromEntries(entries);
}
