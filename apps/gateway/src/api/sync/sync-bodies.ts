import { IsIn, IsNumber, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { syncKinds, syncModes, type SyncRunView } from '#messaging';
import { PageParameters } from '../page-parameters.js';

export class StartStatusPull {
  /** Instead of SYNC_MAX_DELETE_SHARE, for this run: 1 lets everything go that HBS no longer has. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  readonly maxDeleteShare?: number;
}

export class StartDataPull extends StartStatusPull {
  @IsIn(syncModes)
  readonly mode!: SyncRunView['mode'];
}

export class RunParameters extends PageParameters {
  @IsOptional()
  @IsIn(syncKinds)
  readonly kind?: SyncRunView['kind'];
}

export class QuarantineParameters extends PageParameters {
  @IsOptional()
  @IsUUID()
  readonly runId?: string;
}
