import { Controller } from '@nestjs/common';
import { RpcHandler, type ContractPut, type ContractView, type Page, type PageQuery } from '#suite';
import { ContractsService } from './contracts.service.js';

/** Answers the calls that administer contracts. */
@Controller()
export class ContractsRpcHandlers {
  constructor(private readonly contracts: ContractsService) {}

  /** Stores a contract. */
  @RpcHandler('authorization.put-contract')
  put(contract: ContractPut): Promise<ContractView> {
    return this.contracts.put(contract);
  }

  /** Finds a contract. */
  @RpcHandler('authorization.get-contract')
  get({ evcoId }: { evcoId: string }): Promise<ContractView> {
    return this.contracts.get(evcoId);
  }

  /** Lists a page of contracts. */
  @RpcHandler('authorization.list-contracts')
  list(page: PageQuery): Promise<Page<ContractView>> {
    return this.contracts.list(page);
  }
}
