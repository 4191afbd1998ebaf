import { IsIn, IsISO8601, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { sessionStates, type SessionState } from '#messaging';
import { PageParameters } from '../page-parameters.js';

const OFFSET = /(Z|[+-]\d\d:\d\d)$/;

/** What an app asks to start. */
export class StartSession {
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  readonly evseId!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  readonly evcoId!: string;

  /** A tariff of the CPO’s, where there are several. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  readonly partnerProductId?: string;
}

/** Which sessions are asked for. */
export class SessionParameters extends PageParameters {
  @IsOptional()
  @IsIn(sessionStates)
  readonly state?: SessionState;

  @IsOptional()
  @IsString()
  readonly evcoId?: string;

  @IsOptional()
  @IsString()
  readonly evseId?: string;

  @IsOptional()
  @IsString()
  readonly sessionId?: string;

  /** Opened from this instant on … */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(OFFSET, { message: 'from must carry its offset, such as Z or +01:00' })
  readonly from?: string;

  /** … and before this one. */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(OFFSET, { message: 'to must carry its offset, such as Z or +01:00' })
  readonly to?: string;
}
