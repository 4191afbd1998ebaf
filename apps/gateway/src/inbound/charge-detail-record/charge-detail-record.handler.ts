import { Injectable } from '@nestjs/common';
import { IntakePublisher } from '#messaging';
import type { ReceivedCdr, SuiteMessages } from '#suite';
import {
  chargeDetailRecord,
  describeMissingSession,
  readSessionNames,
  usableSessionId,
  writeNegativeAcknowledgement,
  writeAcknowledgement,
  type CdrSessionNames,
  type StatusCode,
  type UnreadEncoding,
  type Violation,
} from '#oicp';
import { codeOf, Log, messageOf } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import type { InboundAnswer, InboundHandler, InboundRequest } from '../edge/inbound.js';

/**
 * Bytes up to which a record is read in full for the journal. Larger ones hold signed values, whose reading delays
 * every other request.
 */
const READ_IN_FULL = 64 * 1024;
/** Characters. The message carries it in a header, which must stay small; no OperatorID is longer. */
const LONGEST_OPERATOR_ID = 100;

/**
 * Answers ChargeDetailRecord. The bytes are enqueued as received, and HBS is answered `Result: true` only after the
 * broker has confirmed that they are on disk. A record that is refused is listed by HBS as not forwarded;
 * reconciliation fetches it.
 */
@Injectable()
export class ChargeDetailRecordHandler implements InboundHandler {
  readonly operation = 'chargeDetailRecord';
  readonly maxBytes = 8 * 1024 * 1024;

  constructor(
    private readonly intakes: IntakePublisher<SuiteMessages>,
    private readonly log: Log,
  ) {}

  /** {@inheritDoc InboundHandler.answer} */
  async answer(request: InboundRequest): Promise<InboundAnswer> {
    const { names, violations, evseId } = readForJournal(request.body);
    const sessionId = usableSessionId(names);
    const about = { violations, session: { SessionID: sessionId }, evseId };
    const failure = await this.enqueue(request, { sessionId });
    if (failure !== undefined) return { ...about, ...refuse(names, '021'), reason: failure };
    if (sessionId === undefined) {
      const reason = describeMissingSession(violations, request.charset);
      return { ...about, ...refuse(names, '022', reason), reason };
    }
    return { ...about, code: '000', body: writeAcknowledgement(names) };
  }

  /** Stores the bytes although they cannot be read: HBS does not send the record again in another encoding. */
  async answerUnread(
    request: InboundRequest,
    unread: UnreadEncoding,
    reason: string,
  ): Promise<InboundAnswer> {
    const failure = await this.enqueue(request, unread);
    return failure === undefined
      ? { violations: [], ...refuse({}, '022', reason), reason }
      : { violations: [], ...refuse({}, '021'), reason: failure };
  }

  /** @returns why the broker did not confirm the bytes, or `undefined` when it did */
  private async enqueue(
    { body, operatorId, processId }: InboundRequest,
    known: Pick<ReceivedCdr, 'sessionId' | 'contentEncoding' | 'charset'>,
  ): Promise<string | undefined> {
    try {
      await this.intakes.enqueue('cdr.intake', {
        about: {
          ...known,
          operatorId: operatorId?.slice(0, LONGEST_OPERATOR_ID),
          receivedAt: new Date().toISOString(),
          processId,
        },
        bytes: body,
      });
      return undefined;
    } catch (error) {
      const reason = messageOf(error);
      const { sessionId } = known;
      this.log.raise(gatewayAlarms.CDR_NOT_TAKEN, { reason, cause: codeOf(error), sessionId });
      return reason;
    }
  }
}

interface JournaledFacts {
  readonly names: CdrSessionNames;
  readonly violations: readonly Violation[];
  readonly evseId: string | undefined;
}

function readForJournal(body: Buffer): JournaledFacts {
  if (body.length > READ_IN_FULL) {
    const { value: names, violations } = readSessionNames(body);
    return { names, violations, evseId: undefined };
  }
  const { value, violations } = chargeDetailRecord.read(body);
  const { SessionID, CPOPartnerSessionID, EMPPartnerSessionID, EvseID: evseId } = value;
  return { names: { SessionID, CPOPartnerSessionID, EMPPartnerSessionID }, violations, evseId };
}

function refuse(
  names: CdrSessionNames,
  code: StatusCode,
  additionalInfo?: string,
): Pick<InboundAnswer, 'body' | 'code'> {
  return {
    code,
    body: writeNegativeAcknowledgement(
      { code, ...(additionalInfo !== undefined && { additionalInfo }) },
      names,
    ),
  };
}
