import type { Provider } from '@nestjs/common';
import { Registry } from 'prom-client';
import { BackgroundDatabase } from '#persistence';
import { Log } from '#platform';
import { DayPartitions } from './day-partitions.js';
import { ExchangeStore } from './exchange-store.js';
import { IdentityHash } from './identity-hash.js';
import { Journal } from './journal.js';
import { JournalSettings } from './journal-settings.js';
import { ExchangesService } from '../api/exchanges/exchanges.service.js';

/** The journal of exchanges with HBS. */
export const journalProviders: Provider[] = [
  IdentityHash,
  ExchangesService,
  {
    provide: ExchangeStore,
    inject: [BackgroundDatabase, IdentityHash, Log, Registry],
    useFactory: ({ dataSource }: BackgroundDatabase, hash: IdentityHash, log: Log, metrics: Registry) =>
      new ExchangeStore({ dataSource, hash, log: log.of('journal'), metrics }),
  },
  {
    provide: DayPartitions,
    inject: [BackgroundDatabase, Log, JournalSettings],
    useFactory: ({ dataSource }: BackgroundDatabase, log: Log, { retentionDays }: JournalSettings) =>
      new DayPartitions({ dataSource, log: log.of('journal'), retentionDays }),
  },
  {
    provide: Journal,
    inject: [Log, Registry, ExchangeStore],
    useFactory: (log: Log, metrics: Registry, store: ExchangeStore) =>
      new Journal(log.of('journal'), metrics, store),
  },
];
