import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { RpcClient } from '#messaging';
import type { Page, PricingPullView, QuarantinedRecord, SuiteMessages, SyncRunView } from '#suite';
import { bodyProblems, Operation } from '../documentation/operation.js';
import { AnswersReplyOf } from '../documentation/answers.js';
import { uuidInPath } from '../requests/uuid-in-path.js';
import { QuarantineParameters, RunParameters, StartDataPull, StartStatusPull } from './sync-bodies.js';

const runId = uuidInPath('RUN_UNKNOWN', 'There is no run with this id.');

/** Pulls from HBS into the replica of the network. */
@Controller('v1/sync')
export class SyncHttpController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  @Post('evse-data')
  @HttpCode(202)
  @Operation({
    summary: 'Starts a pull of all charging points, or of those that have changed',
    scope: 'sync:write',
    refuses: [...bodyProblems, 'SYNC_NO_WATERMARK'],
  })
  @AnswersReplyOf('sync.start-evse-data', 202)
  startData(@Body() start: StartDataPull): Promise<SyncRunView> {
    return this.rpc.call('sync.start-evse-data', start);
  }

  @Post('evse-status')
  @HttpCode(202)
  @Operation({
    summary: 'Starts a pull of the status of all charging points',
    scope: 'sync:write',
    refuses: [...bodyProblems],
  })
  @AnswersReplyOf('sync.start-evse-status', 202)
  startStatus(@Body() start: StartStatusPull): Promise<SyncRunView> {
    return this.rpc.call('sync.start-evse-status', start);
  }

  @Post('pricing')
  @HttpCode(202)
  @Operation({
    summary: 'Starts a pull of the prices of all operators',
    scope: 'sync:write',
    refuses: [...bodyProblems],
  })
  @AnswersReplyOf('sync.start-pricing', 202)
  startPricing(): Promise<PricingPullView> {
    return this.rpc.call('sync.start-pricing', {});
  }

  @Get('pricing')
  @Operation({ summary: 'Shows the latest pull of prices', scope: 'sync:read' })
  @AnswersReplyOf('sync.pricing')
  pricing(): Promise<PricingPullView> {
    return this.rpc.call('sync.pricing', {});
  }

  @Get('runs')
  @Operation({
    summary: 'Lists pulls, latest first',
    scope: 'sync:read',
    refuses: ['CURSOR_INVALID'],
  })
  @AnswersReplyOf('sync.runs')
  runs(@Query() query: RunParameters): Promise<Page<SyncRunView>> {
    return this.rpc.call('sync.runs', query);
  }

  @Get('runs/:id')
  @ApiParam({ name: 'id', format: 'uuid', description: '`id` of the pull.' })
  @Operation({ summary: 'Shows a pull', scope: 'sync:read', refuses: ['RUN_UNKNOWN'] })
  @AnswersReplyOf('sync.run')
  run(@Param('id', runId) id: string): Promise<SyncRunView> {
    return this.rpc.call('sync.run', { id });
  }

  @Post('runs/:id/cancel')
  @ApiParam({ name: 'id', format: 'uuid', description: '`id` of the pull.' })
  @HttpCode(200)
  @Operation({
    summary: 'Cancels a pull',
    scope: 'sync:write',
    refuses: [...bodyProblems, 'RUN_UNKNOWN', 'RUN_OVER'],
  })
  @AnswersReplyOf('sync.cancel-run')
  cancel(@Param('id', runId) id: string): Promise<SyncRunView> {
    return this.rpc.call('sync.cancel-run', { id });
  }

  @Get('quarantine')
  @Operation({
    summary: 'Lists records and statuses that are quarantined because they name no EVSE',
    scope: 'sync:read',
    refuses: ['CURSOR_INVALID'],
  })
  @AnswersReplyOf('sync.quarantine')
  quarantine(@Query() query: QuarantineParameters): Promise<Page<QuarantinedRecord>> {
    return this.rpc.call('sync.quarantine', query);
  }
}
