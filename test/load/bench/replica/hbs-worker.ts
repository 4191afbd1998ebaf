import { Registry } from 'prom-client';
import { BrokerSettings } from '#messaging';
import { createLog, loadSettings, Readiness } from '#platform';
import { startFakeService } from '../../../support/fake-service.js';
import { pageText, statusChunks } from './bench-network.js';

/** A fake gateway as a process of its own: it answers calls to HBS from memory, as fast as it can. */
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

await startFakeService(
  {
    service: 'gateway',
    log: createLog({ service: 'bench', level: 'fatal', format: 'json' }),
    metrics: new Registry(),
    readiness: new Readiness(),
    settings: loadSettings([BrokerSettings], { RABBITMQ_URL: url }),
  },
  {
    calls: {
      'hbs.pull-evse-data': ({ page }) => {
        const bytes = pages.get(page?.number ?? 0) ?? Buffer.alloc(0);
        return Promise.resolve({ about: { kind: 'answered', httpStatus: 200, headers: {} }, bytes });
      },
    },
    streams: {
      async *'hbs.pull-evse-status'() {
        for (const { bytes, records } of statuses[state.changed ? 1 : 0] ?? []) {
          yield await Promise.resolve({ about: { part: 'operators', records } as const, bytes });
        }
        yield { about: { part: 'end', records: total }, bytes: Buffer.alloc(0) };
      },
    },
  },
);
process.send?.('ready');
