import type { Provider } from '@nestjs/common';
import { Registry } from 'prom-client';
import { BackgroundDatabase } from '#persistence';
import { Log } from '#platform';
import { Journal } from '../journal/journal.js';
import { CallLimiter } from './limiter/call-limiter.js';
import { calledOperations } from './called-operations.js';
import { HbsCalls } from './hbs-calls.js';
import { HbsConnection } from './hbs-connection.js';
import { HbsTimeouts } from './hbs-timeouts.js';
import { HbsSettings } from './hbs-settings.js';
import { HbsLimitSettings, HbsPathSettings } from './operation-settings.js';

/** The one account at HBS, whose limits all replicas and ProviderIDs share. */
const ACCOUNT = 'default';

/** The gateway's way out to HBS. */
export const outboundProviders: Provider[] = [
  HbsTimeouts,
  {
    provide: HbsConnection,
    inject: [HbsSettings, HbsTimeouts, HbsPathSettings, Log, Registry],
    useFactory: (
      settings: HbsSettings,
      patience: HbsTimeouts,
      paths: HbsPathSettings,
      log: Log,
      metrics: Registry,
    ) => new HbsConnection(settings, patience, paths, log.of('hbs'), metrics),
  },
  {
    provide: CallLimiter,
    inject: [BackgroundDatabase, HbsLimitSettings, Log],
    useFactory: ({ dataSource }: BackgroundDatabase, limits: HbsLimitSettings, log: Log) =>
      new CallLimiter({
        dataSource,
        log: log.of('limiter'),
        account: ACCOUNT,
        limitOf: (name) => {
          const operation = calledOperations.find((each) => each === name);
          if (operation === undefined) throw new Error(`nobody calls HBS for ${name}`);
          return limits.limitOf(operation);
        },
      }),
  },
  {
    provide: HbsCalls,
    inject: [HbsConnection, CallLimiter, Journal, Log],
    useFactory: (connection: HbsConnection, limiter: CallLimiter, journal: Journal, log: Log) =>
      new HbsCalls(connection, limiter, journal, log.of('hbs')),
  },
];
