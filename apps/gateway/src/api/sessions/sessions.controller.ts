import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiParam } from '@nestjs/swagger';
import { RpcClient } from '#messaging';
import type { Page, SessionStart, SessionView, SessionWithTimeline, SuiteMessages } from '#suite';
import { bodyProblems, Operation } from '../documentation/operation.js';
import { AnswersReplyOf } from '../documentation/answers.js';
import { reportUnknownOutcome } from '../problems/report-unknown-outcome.js';
import { uuidInPath } from '../requests/uuid-in-path.js';
import { Idempotency, IDEMPOTENCY_KEY_SCHEMA } from './idempotency.js';
import { SessionParameters, StartSession } from './session-parameters.js';

const Id = (): ParameterDecorator =>
  Param('id', uuidInPath('SESSION_UNKNOWN', 'There is no session with this id.'));

/** Charging sessions: those that apps start, and all others that HBS reports. */
@Controller('v1/sessions')
export class SessionsHttpController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  /** Answers once the intent is stored; the charging station may take another minute. */
  @Post()
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: IDEMPOTENCY_KEY_SCHEMA,
    description: 'Requests with the same key within 24 hours start one charge; a UUID is a good choice.',
  })
  @HttpCode(202)
  @Operation({
    summary: 'Starts a charge by app',
    scope: 'sessions:write',
    refuses: [
      ...bodyProblems,
      'CONTRACT_NOT_FOUND',
      'CONTRACT_BLOCKED',
      'EVCO_ID_INVALID',
      'PROVIDER_FOREIGN',
      'START_INVALID',
      'IDEMPOTENCY_KEY_INVALID',
      'IDEMPOTENCY_KEY_REUSED',
      'AUTHORIZATION_AWAY',
      'START_OUTCOME_UNKNOWN',
    ],
  })
  @AnswersReplyOf('session.start', 202)
  async start(
    @Body() start: StartSession,
    @Idempotency() idempotency: SessionStart['idempotency'],
  ): Promise<SessionView> {
    return await reportUnknownOutcome(
      this.rpc.call('session.start', Object.assign({ idempotency }, start)),
      'START_OUTCOME_UNKNOWN',
      idempotency
        ? 'It is not known whether the start was accepted. Send it again with the same Idempotency-Key: it starts once.'
        : 'It is not known whether the start was accepted. Look for it in `GET /v1/sessions` before you start again. With an Idempotency-Key you could simply send it again.',
    );
  }

  @Post(':id/stop')
  @ApiParam({
    name: 'id',
    format: 'uuid',
    description: '`id` of the session, which is ours; not HBS’s SessionID.',
  })
  @HttpCode(202)
  @Operation({
    summary: 'Stops a charge',
    scope: 'sessions:write',
    refuses: [
      ...bodyProblems,
      'SESSION_UNKNOWN',
      'SESSION_OVER',
      'SESSION_NOT_NAMED',
      'SESSION_WITHOUT_EVSE',
      'STOP_OUTCOME_UNKNOWN',
    ],
  })
  @AnswersReplyOf('session.stop', 202)
  async stop(@Id() id: string): Promise<SessionView> {
    return await reportUnknownOutcome(
      this.rpc.call('session.stop', { id }),
      'STOP_OUTCOME_UNKNOWN',
      'It is not known whether the stop was accepted. Send it again: one that is under way is not sent twice.',
    );
  }

  @Get()
  @Operation({
    summary: 'Lists sessions, latest first',
    scope: 'sessions:read',
    refuses: ['CURSOR_INVALID', 'FILTER_INVALID'],
  })
  @AnswersReplyOf('session.list')
  list(@Query() query: SessionParameters): Promise<Page<SessionView>> {
    return this.rpc.call('session.list', query);
  }

  @Get(':id')
  @ApiParam({
    name: 'id',
    format: 'uuid',
    description: '`id` of the session, which is ours; not HBS’s SessionID.',
  })
  @Operation({
    summary: 'Shows a session, with every report about it',
    scope: 'sessions:read',
    refuses: ['SESSION_UNKNOWN'],
  })
  @AnswersReplyOf('session.get')
  get(@Id() id: string): Promise<SessionWithTimeline> {
    return this.rpc.call('session.get', { id });
  }
}
