import { Body, Controller, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { IsIn, IsISO8601, IsOptional, Length, Matches, ValidateIf } from 'class-validator';
import { RpcClient, type ContractView, type Page, type SuiteMessages } from '#messaging';
import { Needs } from './api-key.guard.js';
import { AnswersReplyOf } from './documentation/answers.js';
import { PageParameters } from './page-parameters.js';

const OFFSET = /(Z|[+-]\d\d:\d\d)$/;

class PutContract {
  @IsIn(['active', 'blocked'])
  readonly status!: 'active' | 'blocked';

  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(OFFSET, { message: 'validFrom must carry its offset, such as Z or +01:00' })
  readonly validFrom?: string | null;

  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(OFFSET, { message: 'validUntil must carry its offset, such as Z or +01:00' })
  readonly validUntil?: string | null;

  /** Plain, and never told again: unset it stays as it is, `null` removes it. OICP lets no longer one arrive. */
  @ValidateIf((contract: PutContract) => contract.pin !== undefined && contract.pin !== null)
  @Length(1, 20, { message: 'pin must have 1 to 20 characters' })
  @Matches(/^[^\p{Cc}]*$/u, { message: 'pin must not contain control characters' })
  readonly pin?: string | null;
}

/** Contracts with drivers. */
@Controller('v1/contracts')
export class ContractsController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Put(':evcoId')
  @HttpCode(200)
  @Needs('authorization:write')
  @AnswersReplyOf('authorization.put-contract')
  put(@Param('evcoId') evcoId: string, @Body() contract: PutContract): Promise<ContractView> {
    const { status, validFrom, validUntil, pin } = contract;
    return this.rpc.call('authorization.put-contract', {
      evcoId,
      status,
      validFrom: validFrom ?? undefined,
      validUntil: validUntil ?? undefined,
      pin,
    });
  }

  @Get(':evcoId')
  @Needs('authorization:read')
  @AnswersReplyOf('authorization.get-contract')
  get(@Param('evcoId') evcoId: string): Promise<ContractView> {
    return this.rpc.call('authorization.get-contract', { evcoId });
  }

  @Get()
  @Needs('authorization:read')
  @AnswersReplyOf('authorization.list-contracts')
  list(@Query() { limit, cursor }: PageParameters): Promise<Page<ContractView>> {
    return this.rpc.call('authorization.list-contracts', { limit, cursor });
  }
}
