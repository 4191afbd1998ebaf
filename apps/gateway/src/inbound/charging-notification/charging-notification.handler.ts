import { Injectable } from '@nestjs/common';
import { IntakePublisher } from '#messaging';
import type { SuiteMessages } from '#suite';
import {
  chargingNotification,
  describeMissingSession,
  isSessionId,
  writeNegativeAcknowledgement,
  writeAcknowledgement,
  type StatusCode,
} from '#oicp';
import { codeOf, Log, messageOf } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import type { InboundAnswer, InboundHandler, InboundRequest } from '../edge/inbound.js';

/** Characters. The message carries it in a header, which must stay small; no Type is longer. */
const LONGEST_TYPE = 20;

/**
 * Answers ChargingNotification with success once the broker has it on disk. remote-session decides what an odd
 * notification means; only one that names no session is refused here, since nothing could be done with it.
 */
@Injectable()
export class ChargingNotificationHandler implements InboundHandler {
  readonly operation = 'chargingNotification';
  readonly maxBytes = 1024 * 1024;

  constructor(
    private readonly intake: IntakePublisher<SuiteMessages>,
    private readonly log: Log,
  ) {}

  /** {@inheritDoc InboundHandler.answer} */
  async answer({ body, charset, processId }: InboundRequest): Promise<InboundAnswer> {
    const receivedAt = new Date().toISOString();
    const { value, violations } = chargingNotification.read(body);
    const about = { violations, session: value, evseId: value.EvseID };
    if (value.SessionID === undefined || !isSessionId(value.SessionID))
      return { ...about, ...refuse('022', value, describeMissingSession(violations, charset)) };
    try {
      await this.intake.enqueue('session.notifications', {
        about: {
          sessionId: value.SessionID,
          type: value.Type?.slice(0, LONGEST_TYPE),
          receivedAt,
          processId,
        },
        bytes: body,
      });
    } catch (error) {
      const reason = messageOf(error);
      this.log.raise(gatewayAlarms.NOTIFICATION_NOT_TAKEN, { reason, cause: codeOf(error) });
      return { ...about, ...refuse('021', value, undefined), reason };
    }
    return { ...about, code: '000', body: writeAcknowledgement(value) };
  }
}

function refuse(
  code: StatusCode,
  request: InboundAnswer['session'],
  additionalInfo: string | undefined,
): Pick<InboundAnswer, 'body' | 'code' | 'reason'> {
  const status = { code, ...(additionalInfo !== undefined && { additionalInfo }) };
  return { code, body: writeNegativeAcknowledgement(status, request), reason: additionalInfo };
}
