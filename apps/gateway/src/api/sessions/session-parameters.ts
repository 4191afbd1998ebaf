import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { sessionStates, type SessionState } from '#suite';
import { IsInstant } from '../requests/is-instant.js';
import { NotBefore } from '../requests/not-before.js';
import { ChargingParameters } from '../requests/charging-parameters.js';
import { spelling } from '../requests/identifier-parameters.js';
import { OneOf } from '../requests/one-of.js';

/** A request to start a charge. */
export class StartSession {
  @ApiProperty({
    description: `EvseID of the charging point. ${spelling.evseId}`,
    maxLength: 100,
    example: 'DE*ABC*E12345*1',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  readonly evseId!: string;

  @ApiProperty({
    description: `EvcoID of the driver’s contract. ${spelling.evcoIdOfOne}`,
    maxLength: 100,
    example: 'DE-EMP-C12345678-X',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  readonly evcoId!: string;

  @ApiPropertyOptional({
    description: 'The operator’s name for the tariff, if it has several.',
    maxLength: 50,
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  readonly partnerProductId?: string;
}

/** Filters of the list of sessions, combined by AND. */
export class SessionParameters extends ChargingParameters {
  @ApiPropertyOptional({ description: 'State of the sessions, in any spelling.', enum: sessionStates })
  @IsOptional()
  @OneOf(sessionStates, 'a state of sessions')
  readonly state?: SessionState;

  @ApiPropertyOptional({ description: `HBS’s SessionID. ${spelling.sessionId}` })
  @IsOptional()
  @IsString()
  readonly sessionId?: string;

  @ApiPropertyOptional({ description: 'Sessions opened at this time or later.', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly from?: string;

  @ApiPropertyOptional({ description: 'Sessions opened before this time.', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  @NotBefore('from')
  readonly to?: string;
}
