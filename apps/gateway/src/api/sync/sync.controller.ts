import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { RpcClient } from '#messaging';
import {
  pricingPullView,
  toPricingPullView,
  type Page,
  type PricingPullView,
  type PricingRunView,
  type QuarantinedRecord,
  type SuiteMessages,
  type SyncRunView,
} from '#suite';
import { bodyProblems, Operation } from '../documentation/operation.js';
import { Answers, AnswersReplyOf } from '../documentation/answers.js';
import { PageParameters } from '../http/page-parameters.js';
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
  @Answers(pricingPullView, 202)
  async startPricing(): Promise<PricingPullView> {
    return toPricingPullView(await this.rpc.call('sync.start-pricing', {}));
  }

  @Get('pricing')
  @Operation({ summary: 'Shows the latest pull of prices', scope: 'sync:read' })
  @Answers(pricingPullView)
  async pricing(): Promise<PricingPullView> {
    return toPricingPullView(await this.rpc.call('sync.pricing', {}));
  }

  @Get('pricing/runs')
  @Operation({
    summary: 'Lists pulls of prices, latest first',
    scope: 'sync:read',
    refuses: ['CURSOR_INVALID'],
  })
  @AnswersReplyOf('sync.pricing-runs')
  pricingRuns(@Query() { limit, cursor }: PageParameters): Promise<Page<PricingRunView>> {
    return this.rpc.call('sync.pricing-runs', { limit, cursor });
  }

  @Get('pricing/runs/:id')
  @ApiParam({ name: 'id', format: 'uuid', description: '`id` of the pull.' })
  @Operation({ summary: 'Shows a pull of prices', scope: 'sync:read', refuses: ['RUN_UNKNOWN'] })
  @AnswersReplyOf('sync.pricing-run')
  pricingRun(@Param('id', runId) id: string): Promise<PricingRunView> {
    return this.rpc.call('sync.pricing-run', { id });
  }

  @Post('pricing/runs/:id/cancel')
  @ApiParam({ name: 'id', format: 'uuid', description: '`id` of the pull.' })
  @HttpCode(200)
  @Operation({
    summary: 'Cancels a pull of prices',
    scope: 'sync:write',
    refuses: [...bodyProblems, 'RUN_UNKNOWN', 'RUN_OVER'],
  })
  @AnswersReplyOf('sync.cancel-pricing-run')
  cancelPricing(@Param('id', runId) id: string): Promise<PricingRunView> {
    return this.rpc.call('sync.cancel-pricing-run', { id });
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
