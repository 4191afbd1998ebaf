import type { INestMicroservice } from '@nestjs/common';
import type { WithBytes } from '#messaging';
import type { EvseStatusChunk, HbsRequest } from '#suite';
import { pullEvseData, pullEvseStatusById, type ReceivedPullEvseData } from '#oicp';
import { startFakeService } from '../fake-service.js';
import { answeredReply, type FakeHbsReply } from '../hbs-replies.js';
import { testPlatform } from '../test-platform.js';
import type { VirtualHost } from '../virtual-host.js';
import { aPage, type WirePage, type WireEvseRecord } from './wire-records.js';

type Chunk = WithBytes<EvseStatusChunk>;
type Page = NonNullable<HbsRequest['page']>;

/** One operator’s statuses as HBS sends them. */
export interface WireOperator {
  readonly OperatorID: string;
  readonly EvseStatusRecord: readonly { readonly EvseID: string; readonly EvseStatus: string }[];
}

/** HBS as evse-sync pulls from it, behind a fake gateway: a test sets what it has and how it answers. */
export class FakeHbsNetwork {
  records: readonly WireEvseRecord[] = [];
  operators: readonly unknown[] = [];
  /** The requests for pages, in order. */
  readonly asked: { readonly page: number; readonly request: ReceivedPullEvseData }[] = [];

  answerPage: (page: Page, request: ReceivedPullEvseData) => WirePage | Promise<WirePage> = (page) =>
    aPage(this.records, page);

  /** The statuses in chunks of a few operators, and the end chunk. */
  streamStatuses: () => AsyncIterable<Chunk> = () => this.wholeStream();

  answerStatuses: (evseIds: readonly string[]) => WirePage = (evseIds) => {
    const all = (this.operators as WireOperator[]).flatMap(({ EvseStatusRecord: records }) => records);
    const named = all.filter(({ EvseID }) => evseIds.includes(EvseID));
    return { status: 200, body: JSON.stringify({ EVSEStatusRecords: { EvseStatusRecord: named } }) };
  };

  /** Prices, by operation; a test that pulls them replaces this. */
  answerPrices: (operation: 'products' | 'evses', body: string) => WirePage | Promise<WirePage> = () => {
    throw new Error('this test sets no prices');
  };

  async *wholeStream(perChunk = 3): AsyncGenerator<Chunk> {
    let all = 0;
    for (let from = 0; from < this.operators.length; from += perChunk) {
      const operators = this.operators.slice(from, from + perChunk);
      const records = operators.reduce<number>((sum, each) => sum + recordsOf(each), 0);
      all += records;
      yield {
        about: { part: 'operators', records },
        bytes: Buffer.from(JSON.stringify(operators)),
      };
      await Promise.resolve();
    }
    yield { about: { part: 'end', records: all }, bytes: Buffer.alloc(0) };
  }
}

function recordsOf(operator: unknown): number {
  const { EvseStatusRecord, EVSEStatusRecord } = operator as Record<string, unknown[] | undefined>;
  return (EvseStatusRecord ?? EVSEStatusRecord ?? []).length;
}

/** Starts a fake gateway, over a real broker, that answers from the fake HBS. */
export async function startFakeHbsNetwork(
  host: Pick<VirtualHost, 'settings'>,
  hbs: FakeHbsNetwork,
): Promise<INestMicroservice> {
  return await startFakeService(testPlatform('gateway', host.settings), {
    calls: {
      'hbs.pull-evse-data': async ({ body, page }) => {
        const request = pullEvseData.read(body).value;
        hbs.asked.push({ page: page?.number ?? -1, request });
        return evsePageReply(await hbs.answerPage(page ?? { number: 0, size: 20 }, request));
      },
      'hbs.pull-evse-status-by-id': ({ body }) =>
        Promise.resolve(evsePageReply(hbs.answerStatuses(pullEvseStatusById.read(body).value.EvseID ?? []))),
      'hbs.pull-pricing-product-data': ({ body }) =>
        Promise.resolve(hbs.answerPrices('products', body)).then(evsePageReply),
      'hbs.pull-evse-pricing': ({ body }) =>
        Promise.resolve(hbs.answerPrices('evses', body)).then(evsePageReply),
    },
    streams: { 'hbs.pull-evse-status': () => hbs.streamStatuses() },
  });
}

/** The gateway's reply with a page of HBS. */
export const evsePageReply = ({ status, body }: WirePage): FakeHbsReply => answeredReply(body, status, {});
