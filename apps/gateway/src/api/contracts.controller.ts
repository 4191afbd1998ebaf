import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { IsIn } from 'class-validator';
import { RpcClient, type ContractView, type SuiteMessages } from '#messaging';
import { Needs } from './api-key.guard.js';
import { AnswersReplyOf } from './documentation/answers.js';

class PutContract {
  @IsIn(['active', 'blocked'])
  readonly status!: 'active' | 'blocked';
}

/** Contracts with drivers. */
@Controller('v1/contracts')
export class ContractsController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Put(':evcoId')
  @HttpCode(200)
  @Needs('authorization:write')
  @AnswersReplyOf('authorization.put-contract')
  put(@Param('evcoId') evcoId: string, @Body() { status }: PutContract): Promise<ContractView> {
    return this.rpc.call('authorization.put-contract', { evcoId, status });
  }

  @Get(':evcoId')
  @Needs('authorization:read')
  @AnswersReplyOf('authorization.get-contract')
  get(@Param('evcoId') evcoId: string): Promise<ContractView> {
    return this.rpc.call('authorization.get-contract', { evcoId });
  }
}
