import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  RpcClient,
  type Page,
  type QuarantinedRecord,
  type SuiteMessages,
  type SyncRunView,
} from '#messaging';
import { Needs } from '../api-key.guard.js';
import { AnswersReplyOf } from '../documentation/answers.js';
import { Problem } from '../problems/problem.js';
import { QuarantineParameters, RunParameters, StartDataPull, StartStatusPull } from './sync-bodies.js';

const runId = new ParseUUIDPipe({
  exceptionFactory: () => new Problem(404, 'RUN_UNKNOWN', 'There is no run with this id.'),
});

/** Pulls from HBS into the replica of the network. */
@Controller('v1/sync')
export class SyncController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Post('evse-data')
  @HttpCode(202)
  @Needs('sync:write')
  @AnswersReplyOf('sync.start-evse-data', 202)
  startData(@Body() { mode, maxDeleteShare }: StartDataPull): Promise<SyncRunView> {
    return this.rpc.call('sync.start-evse-data', { mode, maxDeleteShare });
  }

  @Post('evse-status')
  @HttpCode(202)
  @Needs('sync:write')
  @AnswersReplyOf('sync.start-evse-status', 202)
  startStatus(@Body() body?: StartStatusPull): Promise<SyncRunView> {
    return this.rpc.call('sync.start-evse-status', { maxDeleteShare: body?.maxDeleteShare });
  }

  @Get('runs')
  @Needs('sync:read')
  @AnswersReplyOf('sync.runs')
  runs(@Query() { limit, cursor, kind }: RunParameters): Promise<Page<SyncRunView>> {
    return this.rpc.call('sync.runs', { limit, cursor, kind });
  }

  @Get('runs/:id')
  @Needs('sync:read')
  @AnswersReplyOf('sync.run')
  run(@Param('id', runId) id: string): Promise<SyncRunView> {
    return this.rpc.call('sync.run', { id });
  }

  @Post('runs/:id/cancel')
  @HttpCode(200)
  @Needs('sync:write')
  @AnswersReplyOf('sync.cancel-run')
  cancel(@Param('id', runId) id: string): Promise<SyncRunView> {
    return this.rpc.call('sync.cancel-run', { id });
  }

  @Get('quarantine')
  @Needs('sync:read')
  @AnswersReplyOf('sync.quarantine')
  quarantine(@Query() parameters: QuarantineParameters): Promise<Page<QuarantinedRecord>> {
    const { limit, cursor, runId: ofRun } = parameters;
    return this.rpc.call('sync.quarantine', { limit, cursor, runId: ofRun });
  }
}
