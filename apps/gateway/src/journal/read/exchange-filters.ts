import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { IsInstant } from '../../api/requests/is-instant.js';
import { written } from '../../api/identifier-parameters.js';
import { OneOf } from '../../api/one-of.js';
import { PageParameters } from '../../api/page-parameters.js';

const Named = (description: string, example: string): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ description, example }), IsOptional(), IsString(), IsNotEmpty());

/** Which exchanges are asked for: `?operation=authorizeStart&card=04A1B2C3D4E5F6`. */
export class ExchangeFilters extends PageParameters {
  @ApiPropertyOptional({ description: 'The earliest instant, included.', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly from?: string;

  @ApiPropertyOptional({ description: 'The latest instant, not included.', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly to?: string;

  @ApiPropertyOptional({
    description: 'Who called: HBS or we, in any spelling.',
    enum: ['inbound', 'outbound'],
  })
  @IsOptional()
  @OneOf(['inbound', 'outbound'], 'a direction')
  readonly direction?: 'inbound' | 'outbound';

  @Named('Name of the operation, in any spelling.', 'authorizeStart')
  readonly operation?: string;

  @Named(`HBS’s SessionID. ${written.sessionId}`, 'f98efba4-02d8-4fa0-b810-9a9d50d2c527')
  readonly sessionId?: string;

  @Named(`EvseID of the charging point. ${written.evseId}`, 'DE*ABC*E12345*1')
  readonly evseId?: string;

  @Named('HBS’s Process-ID, the handle that its support asks for.', '7a2f4d0c-15a8-4d26-9a0f-0f2b3e1d6c55')
  readonly processId?: string;

  @Named('Status code of OICP.', '102')
  readonly code?: string;

  @Named(
    'A UID or an EvcoID, in any way to write it but in full: the journal keeps only a keyed hash of it.',
    '04A1B2C3D4E5F6',
  )
  readonly card?: string;
}
