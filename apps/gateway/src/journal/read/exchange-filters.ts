import { IsIn, IsISO8601, IsNotEmpty, IsOptional, IsString, Matches } from 'class-validator';
import { PageParameters } from '../../api/page-parameters.js';

const WITH_OFFSET = /(Z|[+-]\d\d:\d\d)$/;

/** Which exchanges are asked for: `?operation=authorizeStart&card=04A1B2C3D4E5F6`. */
export class ExchangeFilters extends PageParameters {
  /** The earliest instant, included. */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(WITH_OFFSET, { message: 'from must carry its offset, such as Z or +01:00' })
  readonly from?: string;

  /** The latest instant, not included. */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(WITH_OFFSET, { message: 'to must carry its offset, such as Z or +01:00' })
  readonly to?: string;

  @IsOptional()
  @IsIn(['inbound', 'outbound'])
  readonly direction?: 'inbound' | 'outbound';

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly operation?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly sessionId?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly evseId?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly processId?: string;

  /** OICP status code. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly code?: string;

  /** A UID or an EvcoID, in full. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly card?: string;
}
