import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { RpcClient } from '#messaging';
import type { Page, ReservationView, SuiteMessages } from '#suite';
import { AnswersReplyOf } from '../documentation/answers.js';
import { bodyProblems, Operation } from '../documentation/operation.js';
import { reportUnknownOutcome } from '../problems/report-unknown-outcome.js';
import { uuidInPath } from '../requests/uuid-in-path.js';
import { ReservationParameters, StartReservation } from './reservation-parameters.js';

const Id = (): ParameterDecorator =>
  Param('id', uuidInPath('RESERVATION_UNKNOWN', 'There is no reservation with this id.'));

/** Reservations of charging points. */
@Controller('v1/reservations')
export class ReservationsHttpController {
  constructor(private readonly rpc: RpcClient<SuiteMessages>) {}

  /** Answers once the intent is stored; the operator may take another minute. */
  @Post()
  @HttpCode(202)
  @Operation({
    summary:
      'Reserves a charging point for a driver, or shows the reservation that the driver has there already',
    scope: 'sessions:write',
    refuses: [
      ...bodyProblems,
      'CONTRACT_NOT_FOUND',
      'CONTRACT_BLOCKED',
      'EVCO_ID_INVALID',
      'PROVIDER_FOREIGN',
      'RESERVATION_INVALID',
      'AUTHORIZATION_AWAY',
      'RESERVATION_OUTCOME_UNKNOWN',
    ],
  })
  @AnswersReplyOf('reservation.start', 202)
  async start(@Body() start: StartReservation): Promise<ReservationView> {
    return await reportUnknownOutcome(
      this.rpc.call('reservation.start', start),
      'RESERVATION_OUTCOME_UNKNOWN',
      'It is not known whether the reservation was accepted. Send it again: a driver has one at a charging point.',
    );
  }

  @Post(':id/release')
  @ApiParam({
    name: 'id',
    format: 'uuid',
    description: '`id` of the reservation, which is ours; not HBS’s SessionID.',
  })
  @HttpCode(202)
  @Operation({
    summary: 'Releases a reserved charging point',
    scope: 'sessions:write',
    refuses: [
      ...bodyProblems,
      'RESERVATION_UNKNOWN',
      'RESERVATION_OVER',
      'RESERVATION_NOT_NAMED',
      'RESERVATION_OUTCOME_UNKNOWN',
    ],
  })
  @AnswersReplyOf('reservation.release', 202)
  async release(@Id() id: string): Promise<ReservationView> {
    return await reportUnknownOutcome(
      this.rpc.call('reservation.release', { id }),
      'RESERVATION_OUTCOME_UNKNOWN',
      'It is not known whether the release was accepted. Send it again: one that is under way is not sent twice.',
    );
  }

  @Get()
  @Operation({
    summary: 'Lists reservations, latest first',
    scope: 'sessions:read',
    refuses: ['CURSOR_INVALID', 'FILTER_INVALID'],
  })
  @AnswersReplyOf('reservation.list')
  list(@Query() query: ReservationParameters): Promise<Page<ReservationView>> {
    return this.rpc.call('reservation.list', query);
  }

  @Get(':id')
  @ApiParam({
    name: 'id',
    format: 'uuid',
    description: '`id` of the reservation, which is ours; not HBS’s SessionID.',
  })
  @Operation({
    summary: 'Shows a reservation',
    scope: 'sessions:read',
    refuses: ['RESERVATION_UNKNOWN'],
  })
  @AnswersReplyOf('reservation.get')
  get(@Id() id: string): Promise<ReservationView> {
    return this.rpc.call('reservation.get', { id });
  }
}
