import { Controller } from '@nestjs/common';
import { RpcHandler, type EvseFinding, type EvseFindingQuery, type Page } from '#suite';
import { FindingsService } from './findings.service.js';

/** Lists findings. */
@Controller()
export class FindingsRpcHandlers {
  constructor(private readonly findings: FindingsService) {}

  /** The findings that match a query, by EvseID. @throws {CursorError} @throws {RpcRefusal} FILTER_INVALID */
  @RpcHandler('evse.findings')
  list(query: EvseFindingQuery): Promise<Page<EvseFinding>> {
    return this.findings.list(query);
  }
}
