import { OutboxRow } from '#messaging';
import { Lease, type ServiceDatabase } from '#persistence';
import { EvseFindingRow } from './findings/evse-finding.entity.js';
import { CreateReplica1795800000000 } from './migrations/1795800000000-create-replica.js';
import { CreateSyncMissing1795800000010 } from './migrations/1795800000010-create-sync-missing.js';
import { CreatePricing1795800000100 } from './migrations/1795800000100-create-pricing.js';
import { KeepRecordsAsText1795800000200 } from './migrations/1795800000200-keep-records-as-text.js';
import { UnderstandRecordsWhenAsked1795800000300 } from './migrations/1795800000300-understand-records-when-asked.js';
import { SayWhetherPricesAreWhole1795800000500 } from './migrations/1795800000500-say-whether-prices-are-whole.js';
import { CreateEvseFinding1795800000600 } from './migrations/1795800000600-create-evse-finding.js';
import { KeepPricesOfEveryOperator1795800000700 } from './migrations/1795800000700-keep-prices-of-every-operator.js';
import { CreatePricingRun1795800000800 } from './migrations/1795800000800-create-pricing-run.js';
import { EvsePricingRow } from './pricing/evse-pricing.entity.js';
import { FurtherEvsePricingRow } from './pricing/further-evse-pricing.entity.js';
import { OperatorPricing } from './pricing/operator-pricing.entity.js';
import { PricingPullState } from './pricing/pricing-pull.entity.js';
import { PricingRun } from './pricing/pricing-run.entity.js';
import { EvseStatus } from './replica/evse-status.entity.js';
import { Evse } from './replica/evse.entity.js';
import { Quarantine } from './runs/quarantine.entity.js';
import { SyncMissing } from './runs/sync-missing.entity.js';
import { SyncRun } from './runs/sync-run.entity.js';
import { SyncSeen } from './runs/sync-seen.entity.js';

/** The schema `evse`: the replica, its runs and findings, and prices. */
export const evseSyncDatabase: ServiceDatabase = {
  schema: 'evse',
  entities: [
    Evse,
    EvseStatus,
    EvseFindingRow,
    SyncRun,
    SyncSeen,
    SyncMissing,
    Quarantine,
    OperatorPricing,
    EvsePricingRow,
    FurtherEvsePricingRow,
    PricingPullState,
    PricingRun,
    Lease,
    OutboxRow,
  ],
  migrations: [
    CreateReplica1795800000000,
    CreateSyncMissing1795800000010,
    CreatePricing1795800000100,
    KeepRecordsAsText1795800000200,
    UnderstandRecordsWhenAsked1795800000300,
    SayWhetherPricesAreWhole1795800000500,
    CreateEvseFinding1795800000600,
    KeepPricesOfEveryOperator1795800000700,
    CreatePricingRun1795800000800,
  ],
};
