import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { z } from 'zod';
import type { FastifyReply } from 'fastify';
import { RpcClient } from '#messaging';
import {
  cdrRunView,
  pageOf,
  spelling,
  toCdrRunView,
  type CdrDetail,
  type CdrRunView,
  type Page,
  type StoredCdr,
  type SuiteMessages,
  type UnreadableCdr,
} from '#suite';
import { bodyProblems, Operation } from '../documentation/operation.js';
import { Answers, AnswersBytes, AnswersReplyOf } from '../documentation/answers.js';
import { PageParameters } from '../http/page-parameters.js';
import { uuidInPath } from '../requests/uuid-in-path.js';
import { sendBytes } from '../http/send-bytes.js';
import { CdrParameters, ContentParameters, OrderBackfill } from './cdr-parameters.js';

const runId = uuidInPath('RUN_UNKNOWN', 'There is no reconciliation with this id.');

/** Charge detail records, and the reconciliations with HBS that show that none is missing. */
@Controller('v1/cdrs')
export class CdrsHttpController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Get()
  @Operation({
    summary: 'Lists charge detail records, latest end first',
    scope: 'cdr:read',
    refuses: ['CURSOR_INVALID', 'FILTER_INVALID'],
  })
  @AnswersReplyOf('cdr.list')
  list(@Query() query: CdrParameters): Promise<Page<StoredCdr>> {
    return this.rpc.call('cdr.list', query);
  }

  @Get('unreadable')
  @Operation({
    summary: 'Lists what was received as a record and names no session',
    scope: 'cdr:read',
    refuses: ['CURSOR_INVALID'],
  })
  @AnswersReplyOf('cdr.list-unreadable')
  listUnreadable(@Query() query: PageParameters): Promise<Page<UnreadableCdr>> {
    return this.rpc.call('cdr.list-unreadable', query);
  }

  @Get('unreadable/:id/raw')
  @ApiParam({ name: 'id', description: '`id` from the list of unreadable records.' })
  @Operation({
    summary: 'Downloads the bytes of an unreadable record',
    scope: 'cdr:read',
    refuses: ['CDR_UNKNOWN'],
  })
  @AnswersBytes()
  async unreadableRaw(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    sendBytes(reply, (await this.rpc.call('cdr.unreadable-raw', { id })).bytes);
  }

  @Post('backfill')
  @HttpCode(202)
  @Operation({
    summary: 'Fetches the records of a range of time from HBS again',
    scope: 'cdr:write',
    refuses: [...bodyProblems, 'RANGE_INVALID', 'PROVIDER_FOREIGN'],
  })
  @Answers(z.object({ runs: z.array(cdrRunView) }), 202)
  async backfill(@Body() order: OrderBackfill): Promise<{ runs: CdrRunView[] }> {
    const { runs } = await this.rpc.call('cdr.backfill', order);
    return { runs: runs.map(toCdrRunView) };
  }

  @Get('runs')
  @Operation({
    summary: 'Lists the reconciliations with HBS, latest first',
    scope: 'cdr:read',
    refuses: ['CURSOR_INVALID'],
  })
  @Answers(pageOf(cdrRunView))
  async listRuns(@Query() query: PageParameters): Promise<Page<CdrRunView>> {
    const { items, ...page } = await this.rpc.call('cdr.list-runs', query);
    return { items: items.map(toCdrRunView), ...page };
  }

  @Get('runs/:id')
  @ApiParam({ name: 'id', format: 'uuid', description: '`id` of the reconciliation.' })
  @Operation({ summary: 'Shows a reconciliation', scope: 'cdr:read', refuses: ['RUN_UNKNOWN'] })
  @Answers(cdrRunView)
  async getRun(@Param('id', runId) id: string): Promise<CdrRunView> {
    return toCdrRunView(await this.rpc.call('cdr.get-run', { id }));
  }

  @Post('runs/:id/cancel')
  @ApiParam({ name: 'id', format: 'uuid', description: '`id` of the reconciliation.' })
  @HttpCode(200)
  @Operation({
    summary: 'Cancels a reconciliation',
    scope: 'cdr:write',
    refuses: [...bodyProblems, 'RUN_UNKNOWN', 'RUN_OVER'],
  })
  @Answers(cdrRunView)
  async cancelRun(@Param('id', runId) id: string): Promise<CdrRunView> {
    return toCdrRunView(await this.rpc.call('cdr.cancel-run', { id }));
  }

  @Get(':sessionId')
  @ApiParam({
    name: 'sessionId',
    description: `HBS’s SessionID. ${spelling.sessionId}`,
    example: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
  })
  @Operation({
    summary: 'Shows the charge detail record of a session',
    scope: 'cdr:read',
    refuses: ['CDR_UNKNOWN'],
  })
  @AnswersReplyOf('cdr.get')
  get(@Param('sessionId') sessionId: string): Promise<CdrDetail> {
    return this.rpc.call('cdr.get', { sessionId });
  }

  @Get(':sessionId/raw')
  @ApiParam({
    name: 'sessionId',
    description: `HBS’s SessionID. ${spelling.sessionId}`,
    example: 'f98efba4-02d8-4fa0-b810-9a9d50d2c527',
  })
  @Operation({
    summary: 'Downloads the bytes of a record',
    scope: 'cdr:read',
    refuses: ['CDR_UNKNOWN'],
  })
  @AnswersBytes()
  async raw(
    @Param('sessionId') sessionId: string,
    @Query() { content }: ContentParameters,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendBytes(reply, (await this.rpc.call('cdr.raw', { sessionId, content })).bytes);
  }
}
