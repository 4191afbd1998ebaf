import { createHash } from 'node:crypto';
import { connect, type ChannelModel } from 'amqplib';
import { request } from 'undici';
import { expect } from '@jest/globals';
import type { CdrDetail, CdrRunView, StoredCdr } from '#suite';
import { aCdr, CDR_PATH } from './cdr.js';
import { API_KEY, EdgeSuite, type RunningGateway } from './edge-suite.js';
import { eventually } from './eventually.js';
import { FakeHbsCdrs } from './fake-hbs-cdrs.js';
import { FakeHbsServer } from './fake-hbs-server.js';
import type { EdgeCaller } from './edge-caller.js';
import { serveCdrPages } from './serve-cdr-pages.js';
import { SessionEvents } from './remote-session/session-events.js';

/** A key with the scope to read charge detail records. */
export const READER = 'a-key-that-may-read';
/** A key with other scopes. */
export const STRANGER = 'a-key-for-the-map-only';

export interface CdrApiAnswer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
}
interface CdrList {
  readonly items: readonly StoredCdr[];
  readonly next?: string;
}

/** The API of charge detail records at a gateway and cdr in this process, and a fake HBS that forwards and lists records. */
export class CdrApiSuite {
  private constructor(
    private readonly suite: EdgeSuite,
    /** What HBS lists. */
    readonly fakeHbs: FakeHbsCdrs,
    readonly server: FakeHbsServer,
    private readonly gateway: RunningGateway,
    private readonly hbs: EdgeCaller,
    private readonly broker: ChannelModel,
    readonly events: SessionEvents,
  ) {}

  static async create(): Promise<CdrApiSuite> {
    const fakeHbs = new FakeHbsCdrs();
    const suite = await EdgeSuite.create();
    const behaviour = serveCdrPages(fakeHbs);
    const server = await FakeHbsServer.start({ certificates: suite.certificates, behaviour });
    const sha256 = createHash('sha256').update(READER).digest('hex');
    const keys = [
      { name: 'all', key: API_KEY, scopes: ['*'] },
      { name: 'reader', sha256, scopes: ['cdr:read'] },
      { name: 'map', key: STRANGER, scopes: ['evses:read', 'cdr:write'] },
    ];
    const gateway = await suite.startGateway({
      ...(await suite.certificates.hbsSettings(server.baseUrl)),
      API_KEYS_FILE: suite.certificates.file('cdr-keys.json', JSON.stringify(keys)),
    });
    await suite.start('cdr', { EMP_PROVIDER_IDS: 'DE-EMP', CDR_RECONCILE_INTERVAL: 'P1D' });
    const hbs = await suite.hbs(gateway);
    const broker = await connect(suite.host.directUrl);
    const events = new SessionEvents(await broker.createConfirmChannel());
    const api = new CdrApiSuite(suite, fakeHbs, server, gateway, hbs, broker, events);
    await api.untilReconciled();
    return api;
  }

  /** Waits for the scheduled reconciliation: after it, HBS receives only calls that a test causes. */
  private async untilReconciled(): Promise<void> {
    await eventually(async () => {
      const { items } = (await this.ask<{ items: CdrRunView[] }>('GET', '/runs')).body;
      expect(items.map(({ kind, state }) => [kind, state])).toEqual(
        expect.arrayContaining([
          ['unforwarded', 'succeeded'],
          ['sweep', 'succeeded'],
        ]),
      );
    }, 30_000);
  }

  /** Makes the fake HBS list nothing and answer as usual. */
  reset(): void {
    this.server.behaviour = serveCdrPages(this.fakeHbs);
    this.fakeHbs.records = [];
    this.fakeHbs.mostPerPage = 2_000;
  }

  async end(): Promise<void> {
    await this.broker.close();
    await this.suite.stop();
    await this.server.stop();
  }

  async ask<T = Record<string, unknown>>(
    method: 'GET' | 'POST',
    path: string,
    { body, key = API_KEY }: { readonly body?: object; readonly key?: string } = {},
  ): Promise<CdrApiAnswer<T>> {
    const answer = await request(`${this.gateway.apiUrl}/v1/cdrs${path}`, {
      method,
      reset: true,
      headers: {
        ...(key !== '' && { authorization: `Bearer ${key}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as T };
  }

  async list(query: string): Promise<CdrList> {
    return (await this.ask<CdrList>('GET', `?${query}`, { key: READER })).body;
  }

  /** SessionIDs of the records that a query lists. */
  async names(query: string): Promise<readonly string[]> {
    return namesOf(await this.list(query));
  }

  /** The record, once it is stored. */
  detail(sessionId: string): Promise<CdrDetail> {
    return eventually(async () => {
      const { status, body } = await this.ask<CdrDetail>('GET', `/${sessionId}`, { key: READER });
      expect(status).toBe(200);
      return body;
    });
  }

  /** The bytes of a content, as text. */
  async raw(sessionId: string, content: string | undefined): Promise<string> {
    const url = `${this.gateway.apiUrl}/v1/cdrs/${sessionId}/raw?content=${content}`;
    const { body } = await request(url, { reset: true, headers: { authorization: `Bearer ${READER}` } });
    return await body.text();
  }

  async findings(sessionId: string): Promise<readonly string[]> {
    return (await this.detail(sessionId)).findings.map(({ code }) => code);
  }

  /** Forwards a record as HBS does; some members exchanged. */
  async forward(exchanged: Record<string, unknown>): Promise<void> {
    const { status, text } = await this.hbs.send({ path: CDR_PATH, body: JSON.stringify(aCdr(exchanged)) });
    expect({ status, text }).toEqual({ status: 200, text: expect.stringContaining('"Result":true') });
  }
}

export function namesOf({ items }: Pick<CdrList, 'items'>): readonly string[] {
  return items.map(({ sessionId }) => sessionId);
}
