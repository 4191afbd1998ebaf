import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, IsOptional, Matches, Max, Min } from 'class-validator';
import { syncKinds, syncModes, type SyncRunView } from '#suite';
import { OneOf } from '../requests/one-of.js';
import { PageParameters } from '../http/page-parameters.js';

/** Any UUID that PostgreSQL accepts, whatever its version. */
const UUID = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;

/** Options of a status pull. */
export class StartStatusPull {
  @ApiPropertyOptional({
    description:
      'Replaces SYNC_MAX_DELETE_SHARE for this run: 1 removes everything that HBS no longer lists.',
    minimum: 0,
    maximum: 1,
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  readonly maxDeleteShare?: number;
}

/** Options of a data pull. */
export class StartDataPull extends StartStatusPull {
  @ApiProperty({
    description:
      '`full` pulls everything and removes what HBS no longer lists; `delta` pulls what has changed.',
    enum: syncModes,
  })
  @OneOf(syncModes, 'a mode of pulls')
  readonly mode!: SyncRunView['mode'];
}

/** Filters of the list of pulls. */
export class RunParameters extends PageParameters {
  @ApiPropertyOptional({ description: 'Kind of the pulls, in any spelling.', enum: syncKinds })
  @IsOptional()
  @OneOf(syncKinds, 'a kind of pull')
  readonly kind?: SyncRunView['kind'];
}

/** Filters of the list of quarantined records. */
export class QuarantineParameters extends PageParameters {
  @ApiPropertyOptional({
    description: '`id` of the pull that quarantined them; of status pulls only the latest has any.',
    format: 'uuid',
  })
  @IsOptional()
  @Matches(UUID, { message: 'runId must be a UUID' })
  readonly runId?: string;
}
