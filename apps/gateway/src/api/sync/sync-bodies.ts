import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNumber, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { syncKinds, syncModes, type SyncRunView } from '#messaging';
import { PageParameters } from '../page-parameters.js';

export class StartStatusPull {
  @ApiPropertyOptional({
    description:
      'Instead of SYNC_MAX_DELETE_SHARE, for this run: 1 lets everything go that HBS no longer has.',
    minimum: 0,
    maximum: 1,
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  readonly maxDeleteShare?: number;
}

export class StartDataPull extends StartStatusPull {
  @ApiProperty({
    description:
      '`full` reads everything and removes what HBS no longer has; `delta` reads what has changed.',
    enum: syncModes,
  })
  @IsIn(syncModes)
  readonly mode!: SyncRunView['mode'];
}

export class RunParameters extends PageParameters {
  @ApiPropertyOptional({ description: 'What was pulled.', enum: syncKinds })
  @IsOptional()
  @IsIn(syncKinds)
  readonly kind?: SyncRunView['kind'];
}

export class QuarantineParameters extends PageParameters {
  @ApiPropertyOptional({
    description: 'Only what this pull quarantined; of pulls of statuses only the latest has any.',
    format: 'uuid',
  })
  @IsOptional()
  @IsUUID()
  readonly runId?: string;
}
