import { Body, Controller, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { RpcClient } from '#messaging';
import { spelling, type ContractView, type Page, type SuiteMessages } from '#suite';
import { bodyProblems, Operation } from '../documentation/operation.js';
import { AnswersReplyOf } from '../documentation/answers.js';
import { bodyOf } from '../requests/request-class.js';
import { PageParameters } from '../http/page-parameters.js';

const EvcoIdInPath = ApiParam({
  name: 'evcoId',
  description: `EvcoID of the contract, ISO or DIN. ${spelling.evcoIdOfOne}`,
  example: 'DE-EMP-C12345678-X',
});

/** The body that stores a contract. */
class PutContract extends bodyOf('authorization.put-contract', {
  without: ['evcoId'],
  nouns: { status: 'a status of contracts' },
}) {}

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
    refuses: [...bodyProblems, 'EVCO_ID_INVALID', 'PROVIDER_FOREIGN', 'VALIDITY_INVALID'],
  })
  @AnswersReplyOf('authorization.put-contract')
  put(@Param('evcoId') evcoId: string, @Body() contract: PutContract): Promise<ContractView> {
    return this.rpc.call('authorization.put-contract', Object.assign({ evcoId }, contract));
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
  list(@Query() query: PageParameters): Promise<Page<ContractView>> {
    return this.rpc.call('authorization.list-contracts', query);
  }
}
