import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RpcClient } from '#messaging';
import type { EvseFinding, EvseFindingQuery, Page, SuiteMessages } from '#suite';
import { AnswersReplyOrCsv } from '../documentation/answers.js';
import { Operation } from '../documentation/operation.js';
import { writeFindingCsv } from './finding-csv.js';
import { FindingParameters } from './finding-parameters.js';

/** Findings per call while a CSV file is written. */
const CHUNK = 500;

/** Findings about the records and statuses of charging points. */
@Controller('v1/evse-findings')
export class EvseFindingsHttpController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Get()
  @Operation({
    summary: 'Lists what is wrong with the records and statuses of charging points, sorted by EvseID',
    scope: 'evses:read',
    refuses: ['CURSOR_INVALID', 'FILTER_INVALID'],
  })
  @AnswersReplyOrCsv('evse.findings')
  async list(@Query() parameters: FindingParameters, @Res() reply: FastifyReply): Promise<void> {
    const { format, ...query } = parameters;
    if (format !== 'csv') {
      void reply.send(await this.rpc.call('evse.findings', query));
      return;
    }
    const complete = { ...query, limit: CHUNK, cursor: undefined };
    const first = await this.rpc.call('evse.findings', complete);
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="evse-findings.csv"')
      .header('x-content-type-options', 'nosniff')
      .send(writeFindingCsv(this.readPages(first, complete)));
  }

  private async *readPages(
    first: Page<EvseFinding>,
    query: EvseFindingQuery,
  ): AsyncGenerator<Page<EvseFinding>> {
    let page = first;
    for (;;) {
      yield page;
      if (page.next === undefined) return;
      page = await this.rpc.call('evse.findings', { ...query, cursor: page.next });
    }
  }
}
