import { Controller, Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import {
  BrokerSettings,
  MessagingModule,
  RpcHandler,
  startMicroservice,
  StreamHandler,
  suiteMessages,
  type EvseStatusChunk,
  type HbsReply,
  type HbsRequest,
  type WithBytes,
} from '#messaging';
import { createLog, loadSettings, Readiness } from '#platform';
import { pageText, statusChunks } from './bench-network.js';

/** The gateway’s way out as a process of its own, that answers from memory and as fast as it is asked. */
const [, , url = '', scale = '0'] = process.argv;
const total = Number(scale);
const pages = new Map<number, Buffer>();
for (let number = 0; number * 2_000 < total; number += 1)
  pages.set(number, Buffer.from(pageText(number, total)));
const statuses = [false, true].map((changed) =>
  statusChunks(total, changed).map(({ text, records }) => ({ bytes: Buffer.from(text), records })),
);
const state = { changed: false };
process.on('message', (message) => {
  state.changed = message === 'change';
  process.send?.('changed');
});

@Controller()
class WayOut {
  @RpcHandler('hbs.pull-evse-data')
  pullEvseData({ page }: HbsRequest): Promise<WithBytes<HbsReply>> {
    const bytes = pages.get(page?.number ?? 0) ?? Buffer.alloc(0);
    return Promise.resolve({ about: { kind: 'answered', httpStatus: 200, headers: {} }, bytes });
  }

  @StreamHandler('hbs.pull-evse-status')
  async *pullEvseStatus(): AsyncGenerator<WithBytes<EvseStatusChunk>> {
    for (const { bytes, records } of statuses[state.changed ? 1 : 0] ?? []) {
      yield await Promise.resolve({ about: { part: 'operators', records } as const, bytes });
    }
    yield { about: { part: 'end', records: total }, bytes: Buffer.alloc(0) };
  }

  @RpcHandler('hbs.pull-evse-status-by-id')
  pullEvseStatusById(): Promise<WithBytes<HbsReply>> {
    return notAsked();
  }

  @RpcHandler('hbs.pull-evse-status-by-operator-id')
  pullEvseStatusByOperatorId(): Promise<WithBytes<HbsReply>> {
    return notAsked();
  }

  @RpcHandler('hbs.pull-pricing-product-data')
  pullPricingProductData(): Promise<WithBytes<HbsReply>> {
    return notAsked();
  }

  @RpcHandler('hbs.pull-evse-pricing')
  pullEvsePricing(): Promise<WithBytes<HbsReply>> {
    return notAsked();
  }
}

@Module({ imports: [MessagingModule.forService({ map: suiteMessages })], controllers: [WayOut] })
class WayOutModule {}

await startMicroservice(
  {
    service: 'gateway',
    log: createLog({ service: 'bench', level: 'fatal', format: 'json' }),
    metrics: new Registry(),
    readiness: new Readiness(),
    settings: loadSettings([BrokerSettings], { RABBITMQ_URL: url }),
  },
  WayOutModule,
);
process.send?.('ready');

function notAsked(): Promise<never> {
  return Promise.reject(new Error('the benchmark asks for no such thing'));
}
