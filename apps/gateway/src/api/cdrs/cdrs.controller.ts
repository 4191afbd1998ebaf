import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { IsNotEmpty, IsOptional, IsString } from 'class-validator';
import type { FastifyReply } from 'fastify';
import {
  RpcClient,
  type CdrDetail,
  type CdrRun,
  type Page,
  type StoredCdr,
  type SuiteMessages,
  type UnreadableCdr,
} from '#messaging';
import { Needs } from '../api-key.guard.js';
import { AnswersReplyOf } from '../documentation/answers.js';
import { PageParameters } from '../page-parameters.js';
import { Problem } from '../problems/problem.js';
import { CdrParameters, IsInstant } from './cdr-parameters.js';

class OrderBackfill {
  @IsInstant()
  readonly from!: string;

  @IsInstant()
  readonly to!: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly providerId?: string;
}

class ContentParameters {
  @IsOptional()
  @IsString()
  readonly content?: string;
}

/** Charge detail records, and the reconciliations that prove that none is missing. */
@Controller('v1/cdrs')
export class CdrsController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Get()
  @Needs('cdr:read')
  @AnswersReplyOf('cdr.list')
  list(@Query() query: CdrParameters): Promise<Page<StoredCdr>> {
    return this.rpc.call('cdr.list', query);
  }

  @Get('unreadable')
  @Needs('cdr:read')
  @AnswersReplyOf('cdr.list-unreadable')
  listUnreadable(@Query() query: PageParameters): Promise<Page<UnreadableCdr>> {
    return this.rpc.call('cdr.list-unreadable', query);
  }

  @Get('unreadable/:id/raw')
  @Needs('cdr:read')
  @AnswersReplyOf('cdr.unreadable-raw')
  async unreadableRaw(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    send(reply, (await this.rpc.call('cdr.unreadable-raw', { id })).bytes);
  }

  @Post('backfill')
  @HttpCode(202)
  @Needs('cdr:write')
  @AnswersReplyOf('cdr.backfill', 202)
  backfill(@Body() order: OrderBackfill): Promise<{ runs: CdrRun[] }> {
    return this.rpc.call('cdr.backfill', order);
  }

  @Get('runs')
  @Needs('cdr:read')
  @AnswersReplyOf('cdr.list-runs')
  listRuns(@Query() query: PageParameters): Promise<Page<CdrRun>> {
    return this.rpc.call('cdr.list-runs', query);
  }

  @Get('runs/:id')
  @Needs('cdr:read')
  @AnswersReplyOf('cdr.get-run')
  getRun(@Param('id') id: string): Promise<CdrRun> {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
      throw new Problem(404, 'RUN_UNKNOWN', 'There is no reconciliation with this id.');
    return this.rpc.call('cdr.get-run', { id });
  }

  @Get(':sessionId')
  @Needs('cdr:read')
  @AnswersReplyOf('cdr.get')
  get(@Param('sessionId') sessionId: string): Promise<CdrDetail> {
    return this.rpc.call('cdr.get', { sessionId });
  }

  @Get(':sessionId/raw')
  @Needs('cdr:read')
  @AnswersReplyOf('cdr.raw')
  async raw(
    @Param('sessionId') sessionId: string,
    @Query() { content }: ContentParameters,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(reply, (await this.rpc.call('cdr.raw', { sessionId, content })).bytes);
  }
}

/** As it came; no browser may take for a page what a stranger wrote. */
function send(reply: FastifyReply, bytes: Buffer): void {
  void reply
    .header('content-type', 'application/octet-stream')
    .header('x-content-type-options', 'nosniff')
    .send(bytes);
}
