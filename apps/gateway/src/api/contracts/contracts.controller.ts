import { Body, Controller, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiParam } from '@nestjs/swagger';
import { IsOptional, IsString, Length, Matches } from 'class-validator';
import { RpcClient } from '#messaging';
import type { ContractView, Page, SuiteMessages } from '#suite';
import { spelling } from '../requests/identifier-parameters.js';
import { bodyProblems, Operation } from '../documentation/operation.js';
import { AnswersReplyOf } from '../documentation/answers.js';
import { OneOf } from '../requests/one-of.js';
import { IsInstant } from '../requests/is-instant.js';
import { NullHasMeaning } from '../requests/members.js';
import { NO_CONTROLS } from '../requests/no-controls.js';
import { PageParameters } from '../http/page-parameters.js';

const EvcoIdInPath = ApiParam({
  name: 'evcoId',
  description: `EvcoID of the contract, ISO or DIN. ${spelling.evcoIdOfOne}`,
  example: 'DE-EMP-C12345678-X',
});

/** The body that stores a contract. */
class PutContract {
  @ApiProperty({
    description: 'Whether the contract may charge. A blocked contract is refused within about two seconds.',
    enum: ['active', 'blocked'],
  })
  @OneOf(['active', 'blocked'], 'a status of contracts')
  readonly status!: 'active' | 'blocked';

  @ApiPropertyOptional({
    description: 'The contract may charge from this time on; without it, there is no beginning.',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  @IsOptional()
  @IsInstant()
  readonly validFrom?: string;

  @ApiPropertyOptional({
    description: 'The contract may not charge from this time on; without it, there is no end.',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  @IsOptional()
  @IsInstant()
  readonly validUntil?: string;

  // No longer one can arrive by OICP.
  @ApiPropertyOptional({
    description:
      'PIN of its QR code, at most 72 bytes in UTF-8; stored as a hash and never shown. Without this member the PIN stays as it is; `null` removes it. Setting a PIN, even the same one again, lifts a lockout after too many wrong attempts.',
    type: String,
    nullable: true,
    minLength: 1,
    maxLength: 20,
  })
  @NullHasMeaning()
  @IsOptional()
  @IsString()
  @Length(1, 20, { message: 'pin must have 1 to 20 characters' })
  @Matches(NO_CONTROLS, { message: 'pin must not contain control characters' })
  readonly pin?: string | null;
}

/** Contracts with drivers. */
@Controller('v1/contracts')
export class ContractsHttpController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Put(':evcoId')
  @EvcoIdInPath
  @HttpCode(200)
  @Operation({
    summary: 'Stores a contract as a whole',
    scope: 'authorization:write',
    refuses: [...bodyProblems, 'EVCO_ID_INVALID', 'PROVIDER_FOREIGN', 'VALIDITY_INVALID', 'PIN_INVALID'],
  })
  @AnswersReplyOf('authorization.put-contract')
  put(@Param('evcoId') evcoId: string, @Body() contract: PutContract): Promise<ContractView> {
    const { status, validFrom, validUntil, pin } = contract;
    return this.rpc.call('authorization.put-contract', {
      evcoId,
      status,
      validFrom,
      validUntil,
      pin,
    });
  }

  @Get(':evcoId')
  @EvcoIdInPath
  @Operation({
    summary: 'Shows a contract',
    scope: 'authorization:read',
    refuses: ['CONTRACT_UNKNOWN', 'EVCO_ID_INVALID'],
  })
  @AnswersReplyOf('authorization.get-contract')
  get(@Param('evcoId') evcoId: string): Promise<ContractView> {
    return this.rpc.call('authorization.get-contract', { evcoId });
  }

  @Get()
  @Operation({
    summary: 'Lists contracts',
    scope: 'authorization:read',
    refuses: ['CURSOR_INVALID'],
  })
  @AnswersReplyOf('authorization.list-contracts')
  list(@Query() { limit, cursor }: PageParameters): Promise<Page<ContractView>> {
    return this.rpc.call('authorization.list-contracts', { limit, cursor });
  }
}
