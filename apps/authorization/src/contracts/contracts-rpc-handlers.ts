import { Controller } from '@nestjs/common';
import { RpcHandler, type ContractPut, type ContractView, type Page, type PageQuery } from '#suite';
import { ContractsService } from './contracts.service.js';

@Controller()
export class ContractsRpcHandlers {
  constructor(private readonly contracts: ContractsService) {}

  @RpcHandler('authorization.put-contract')
  put(contract: ContractPut): Promise<ContractView> {
    return this.contracts.put(contract);
  }

  @RpcHandler('authorization.get-contract')
  get({ evcoId }: { evcoId: string }): Promise<ContractView> {
    return this.contracts.get(evcoId);
  }

  @RpcHandler('authorization.list-contracts')
  list(page: PageQuery): Promise<Page<ContractView>> {
    return this.contracts.list(page);
  }
}
