import { Controller } from '@nestjs/common';
import { RpcHandler, type ContractView } from '#messaging';
import { ContractsService } from './contracts.service.js';

@Controller()
export class ContractsController {
  constructor(private readonly contracts: ContractsService) {}

  @RpcHandler('authorization.put-contract')
  put(contract: ContractView): Promise<ContractView> {
    return this.contracts.put(contract);
  }

  @RpcHandler('authorization.get-contract')
  get({ evcoId }: { evcoId: string }): Promise<ContractView> {
    return this.contracts.get(evcoId);
  }
}
