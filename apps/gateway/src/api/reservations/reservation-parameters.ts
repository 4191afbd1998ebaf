import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { reservationStates, type ReservationState } from '#suite';
import { ChargingParameters } from '../requests/charging-parameters.js';
import { OneOf } from '../requests/one-of.js';
import { StartSession } from '../sessions/session-parameters.js';

/** A request to reserve a charging point. */
export class StartReservation extends StartSession {
  @ApiPropertyOptional({
    description: 'How many minutes the charging point is reserved. The operator may charge for it.',
    type: 'integer',
    minimum: 1,
    maximum: 99,
    default: 15,
  })
  @IsInt()
  @Min(1)
  @Max(99)
  readonly minutes: number = 15;
}

/** Filters of the list of reservations, combined by AND. */
export class ReservationParameters extends ChargingParameters {
  @ApiPropertyOptional({
    description: 'State of the reservations, in any spelling.',
    enum: reservationStates,
  })
  @IsOptional()
  @OneOf(reservationStates, 'a state of reservations')
  readonly state?: ReservationState;
}
