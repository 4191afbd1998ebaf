import { Injectable } from '@nestjs/common';
import { remoteReservationStop } from '#oicp';
import type { HbsOperation, HbsReply, HbsRequest } from '../hbs/hbs-operation.js';
import { acknowledged, refused } from '../hbs/replies.js';
import { EvseDirectory } from '../network/evse-directory.js';
import { OperatorAnswer } from '../stations/operator-answer.js';
import { remoteCall, unheard } from '../stations/remote-call.js';
import { namesOf } from '../stations/session-at-hbs.js';
import { Reservations } from './reservations.js';

/** Gives a reserved charging point free. */
@Injectable()
export class ReservationStopOperation implements HbsOperation {
  readonly operation = 'remoteReservationStop';

  constructor(
    private readonly directory: EvseDirectory,
    private readonly reservations: Reservations,
    private readonly operator: OperatorAnswer,
  ) {}

  async answer({ providerId, body }: HbsRequest): Promise<HbsReply> {
    const call = remoteCall(remoteReservationStop, body, this.directory);
    if ('refusal' in call) return call.refusal;
    const reservation = this.reservations.find(call.request.SessionID ?? '');
    if (reservation?.session.providerId !== providerId) return refused('400', 'Session is invalid');
    const heard = await this.operator.waitFor(() => {
      // Meanwhile its time may be over, or its driver there.
      if (!reservation.over.signal.aborted) this.reservations.release(reservation);
    });
    if (!heard) return unheard(namesOf(reservation.session));
    return acknowledged(namesOf(reservation.session));
  }
}
