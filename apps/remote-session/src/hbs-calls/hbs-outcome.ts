import { RpcError, RpcRefusal } from '#messaging';
import { LIMIT_REACHED, type HbsAnswerTo } from '#suite';
import { statusCodeEntry, type SessionNames, type StatusCode } from '#oicp';
import { shownText } from '#persistence';
import { startMessages, stopMessages, driverMessages } from '../state/driver-messages.js';
import type { FactSays } from '../state/fact.js';

type Answer = HbsAnswerTo<'authorizeRemoteStart'>;

/**
 * The outcome of a request to HBS. `not-sent`: certainly nothing has left. `unanswered`: it may have been received, and what it did
 * is not known.
 */
export interface HbsOutcome {
  readonly kind: 'accepted' | 'refused' | 'unanswered' | 'not-sent';
  readonly from: 'HBS' | 'EMP';
  readonly processId?: string | undefined;
  readonly code?: string | undefined;
  readonly says: Pick<FactSays, 'sessionId' | 'cpoPartnerSessionId' | 'reasonCode' | 'reason'>;
  /** HBS does not take what we send: for us to put right, no matter which car. */
  readonly ourFault?: string | undefined;
}

/** The messages for a driver where the code says nothing special. */
export interface OutcomeMessages {
  readonly ofCode: (code: StatusCode) => string | undefined;
  readonly refused: string;
  readonly unknown: string;
  readonly notPossible: string;
  /** HBS does not take what we send. */
  readonly ourselves: string;
  readonly prefix: string;
}

/** The messages for a start. */
export const aboutStart: OutcomeMessages = {
  ofCode: (code) => startMessages[code],
  refused: driverMessages.startRefused,
  unknown: driverMessages.startUnknown,
  notPossible: driverMessages.startNotPossible,
  ourselves: driverMessages.ourselves,
  prefix: '',
};
/** The messages for a stop. */
export const aboutStop: OutcomeMessages = {
  ofCode: (code) => stopMessages[code],
  refused: driverMessages.stopRefused,
  unknown: driverMessages.stopUnknown,
  notPossible: driverMessages.stopNotPossible,
  ourselves: driverMessages.ourselves,
  prefix: 'STOP_',
};

/** Classifies HBS's answer, or the lack of one. */
export function toOutcome(answer: Answer, about: OutcomeMessages): HbsOutcome {
  const { processId } = answer;
  const kind = answer.effect === 'unknown' ? 'unanswered' : 'refused';
  switch (answer.outcome) {
    case 'accepted': {
      const { sessionId, cpoPartnerSessionId } = namesIn(answer.value);
      return { kind: 'accepted', from: 'HBS', processId, says: { sessionId, cpoPartnerSessionId } };
    }
    case 'refused': {
      const { code, value } = answer;
      const isUnknown = kind === 'unanswered';
      const otherwise = isUnknown ? about.unknown : about.refused;
      const reason = (code !== undefined && messageFor(code, about)) || otherwise;
      const reasonCode = [isUnknown ? 'UNKNOWN' : 'REFUSED', code].filter(Boolean).join('_');
      const { sessionId, cpoPartnerSessionId } = namesIn(value);
      return {
        kind,
        from: 'HBS',
        processId,
        code,
        says: { sessionId, cpoPartnerSessionId, ...withReason(reasonCode, reason, about) },
      };
    }
    case 'limited':
      return {
        kind,
        from: 'HBS',
        processId,
        says: withReason('HBS_LIMIT_REACHED', about.notPossible, about),
      };
    case 'unavailable': {
      const isUnknown = answer.effect === 'unknown';
      return {
        kind: isUnknown ? 'unanswered' : 'not-sent',
        from: answer.httpStatus === undefined ? 'EMP' : 'HBS',
        processId,
        says: withReason(codeFrom(answer.cause), isUnknown ? about.unknown : about.notPossible, about),
      };
    }
    case 'identity-error':
    case 'not-whitelisted':
    case 'tls-error':
    case 'invalid-request': {
      const from = answer.httpStatus === undefined ? 'EMP' : 'HBS';
      const says = withReason(`HBS_${codeFrom(answer.outcome)}`, about.ourselves, about);
      return { kind, from, processId, says, ourFault: answer.sentence };
    }
  }
}

/** Failures that certainly happened before anything was sent. Every other one may have happened after it. */
const BEFORE_SENDING: ReadonlySet<string> = new Set(['BROKER_AWAY', 'NO_HANDLER', 'TOO_LARGE', 'OVERLOADED']);

/** Classifies why the gateway returned no answer of HBS. */
export function toFailureOutcome(error: unknown, about: OutcomeMessages): HbsOutcome {
  const isRefused = error instanceof RpcRefusal;
  if (isRefused || (error instanceof RpcError && BEFORE_SENDING.has(error.code))) {
    const code = isRefused && error.code !== LIMIT_REACHED ? 'NOT_SENT' : error.code;
    return { kind: 'not-sent', from: 'EMP', says: withReason(code, about.notPossible, about) };
  }
  const code = error instanceof RpcError ? error.code : 'NO_ANSWER';
  return { kind: 'unanswered', from: 'EMP', says: withReason(code, about.unknown, about) };
}

/** That the time for an answer is over: what a restart or a lost process leaves behind. */
export function toOverdueOutcome(about: OutcomeMessages): HbsOutcome {
  return { kind: 'unanswered', from: 'EMP', says: withReason('NO_ANSWER', about.unknown, about) };
}

function withReason(
  code: string,
  reason: string,
  { prefix }: OutcomeMessages,
): Pick<FactSays, 'reasonCode' | 'reason'> {
  return { reasonCode: `${prefix}${code}`, reason };
}

/** None for `000`, whose words are those of a yes. */
function messageFor(code: string, about: OutcomeMessages): string | undefined {
  return code === '000' || statusCodeEntry(code) === undefined ? undefined : about.ofCode(code as StatusCode);
}

function codeFrom(text: string): string {
  return text.toUpperCase().replaceAll('-', '_');
}

/** How HBS and the operator name the session, as far as a database and an event can hold it. */
function namesIn({ SessionID, CPOPartnerSessionID }: SessionNames): {
  readonly sessionId: string | undefined;
  readonly cpoPartnerSessionId: string | undefined;
} {
  return { sessionId: shownText(SessionID), cpoPartnerSessionId: shownText(CPOPartnerSessionID) };
}
