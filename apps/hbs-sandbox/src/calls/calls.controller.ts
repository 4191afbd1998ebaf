import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { CallLedger } from './call-ledger.js';

/** Shows how the EMP has called HBS. */
@Controller('calls')
export class CallsController {
  constructor(private readonly ledger: CallLedger) {}

  /** Per operation: calls, the worst 60 seconds, and violations of the limit. */
  @Get()
  count(): CallLedger['counts'] {
    return this.ledger.counts;
  }

  /** Starts counting from zero. */
  @Delete()
  @HttpCode(204)
  clear(): void {
    this.ledger.clear();
  }
}
