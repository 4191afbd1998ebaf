import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { IsInstant } from '../requests/is-instant.js';
import { NotBefore } from '../requests/not-before.js';
import { spelling } from '../requests/identifier-parameters.js';
import { OneOf } from '../requests/one-of.js';
import { PageParameters } from '../http/page-parameters.js';
import { journalOperations } from './journal-operations.js';

const TextFilter = (description: string, example: string, values?: readonly string[]): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ description, example, ...(values && { enum: [...values] }) }),
    IsOptional(),
    IsString(),
    IsNotEmpty(),
  );

/** Filters of the list of exchanges, combined by AND: `?operation=authorizeStart&card=04A1B2C3D4E5F6`. */
export class ExchangeFilters extends PageParameters {
  @ApiPropertyOptional({ description: 'Exchanges that began at this time or later.', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly from?: string;

  @ApiPropertyOptional({ description: 'Exchanges that began before this time.', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  @NotBefore('from')
  readonly to?: string;

  @ApiPropertyOptional({
    description: '`inbound`: HBS called; `outbound`: we did. In any spelling.',
    enum: ['inbound', 'outbound'],
  })
  @IsOptional()
  @OneOf(['inbound', 'outbound'], 'a direction')
  readonly direction?: 'inbound' | 'outbound';

  @TextFilter(
    `Name of the operation, in any spelling, also as Hubject writes it (\`eRoamingAuthorizeStart\`): ${journalOperations.values.join(', ')}.`,
    'authorizeStart',
    journalOperations.values,
  )
  readonly operation?: string;

  @TextFilter(`HBS’s SessionID. ${spelling.sessionId}`, 'f98efba4-02d8-4fa0-b810-9a9d50d2c527')
  readonly sessionId?: string;

  @TextFilter(`EvseID of the charging point. ${spelling.evseId}`, 'DE*ABC*E12345*1')
  readonly evseId?: string;

  @TextFilter('HBS’s Process-ID, which Hubject’s support asks for.', '7a2f4d0c-15a8-4d26-9a0f-0f2b3e1d6c55')
  readonly processId?: string;

  @TextFilter('Status code of OICP, three digits.', '102')
  readonly code?: string;

  @TextFilter(
    'A UID or an EvcoID in full; case and separators do not matter. The journal stores only a keyed hash of it.',
    '04A1B2C3D4E5F6',
  )
  readonly card?: string;
}
