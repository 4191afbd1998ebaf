import { Controller } from '@nestjs/common';
import { RpcHandler, type EvseFinding, type EvseFindingQuery, type Page } from '#suite';
import { FindingsService } from './findings.service.js';

@Controller()
export class FindingsRpcHandlers {
  constructor(private readonly findings: FindingsService) {}

  @RpcHandler('evse.findings')
  list(query: EvseFindingQuery): Promise<Page<EvseFinding>> {
    return this.findings.list(query);
  }
}
