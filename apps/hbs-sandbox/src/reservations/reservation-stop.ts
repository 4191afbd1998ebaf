import { Injectable } from '@nestjs/common';
import { remoteReservationStop } from '#oicp';
import type { HbsOperation, OperationReply, OperationRequest } from '../hbs/hbs-operation.js';
import { acknowledgementReply, refusalReply } from '../hbs/replies.js';
import { EvseDirectory } from '../network/evse-directory.js';
import { OperatorAnswer } from '../stations/operator-answer.js';
import { readRemoteCall, operatorTimeoutReply } from '../stations/remote-call.js';
import { toSessionNames } from '../stations/session-at-hbs.js';
import { Reservations } from './reservations.js';

/** Releases a reserved charging point. */
@Injectable()
export class ReservationStopOperation implements HbsOperation {
  readonly operation = 'remoteReservationStop';

  constructor(
    private readonly directory: EvseDirectory,
    private readonly reservations: Reservations,
    private readonly operator: OperatorAnswer,
  ) {}

  /** An acknowledgement, or a refusal: 310 (too late), 400 (invalid session), 603 or 604. */
  async answer({ providerId, body }: OperationRequest): Promise<OperationReply> {
    const call = readRemoteCall(remoteReservationStop, body, this.directory);
    if ('refusal' in call) return call.refusal;
    const reservation = this.reservations.find(call.request.SessionID ?? '');
    if (reservation?.session.providerId !== providerId) return refusalReply('400', 'Session is invalid');
    const isInTime = await this.operator.waitFor(() => {
      // Meanwhile it may have expired, or its driver may have begun to charge.
      if (!reservation.over.signal.aborted) this.reservations.release(reservation);
    });
    if (!isInTime) return operatorTimeoutReply(toSessionNames(reservation.session));
    return acknowledgementReply(toSessionNames(reservation.session));
  }
}
