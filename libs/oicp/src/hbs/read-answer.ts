import { describeUnreadEncoding, unreadEncoding } from '../json/body-encoding.js';
import { decodeBody } from '../json/decode.js';
import type { Reading } from '../message.js';
import { isContainer } from '../schema/conversion.js';
import type { Received } from '../schema/kind.js';
import type { OutboundOperation } from '../tables/operation.js';
import { statusCodeEntry } from '../tables/status-codes.js';
import type { ReceivedStatusCode } from '../types/status-code.js';
import type { ConnectionFailure, HbsAnswer, HttpAnswer, InvalidField, UnavailableCause } from './answer.js';
import { pointerOf } from './field-reference.js';
import { headerOf, retryAfterMs } from './headers.js';
import { sentenceFor } from './sentences.js';

/** Members that every answer of HBS may have. */
interface Envelope {
  readonly Result?: unknown;
  readonly StatusCode?: ReceivedStatusCode;
  readonly validationErrors?: unknown;
}

/** Facts about one exchange, part of every outcome. */
interface Exchange {
  readonly operation: OutboundOperation;
  readonly about: { readonly httpStatus?: number; readonly processId?: string };
}

/**
 * Parses an answer of HBS, or the lack of one. Refusals arrive with HTTP 200 or 400 to 500, as an acknowledgement, a bare
 * status code, a list of wrong fields, or the HTML of a proxy. Never throws.
 */
export function readHbsAnswer<O extends OutboundOperation>(
  operation: O,
  answer: HttpAnswer | ConnectionFailure,
): HbsAnswer<Received<O['answer']['kind']>> {
  type Value = Received<O['answer']['kind']>;
  if (typeof answer === 'string') return toUnanswered({ operation, about: {} }, answer);
  const processId = headerOf(answer, 'process-id');
  const about = { httpStatus: answer.status, ...(processId !== undefined && { processId }) };
  const exchange = { operation, about };
  if (answer.status === 429) return toLimited(exchange, answer);
  const reading = operation.answer.read(answer.body) as Reading<Value & object>;
  const isUnreadable = reading.violations.some(
    ({ code, pointer }) =>
      pointer === '' && (code === 'not-json' || code === 'empty-body' || code === 'wrong-type'),
  );
  return isUnreadable
    ? nameEncoding(readWithoutEnvelope(exchange, answer), answer)
    : readEnvelope(exchange, reading);
}

/**
 * Names the encoding because of which an answer could not be read. JSON with a wrong label is read: a lost answer to a
 * remote start costs more than a wrong umlaut.
 */
function nameEncoding(unreadable: HbsAnswer<never>, answer: HttpAnswer): HbsAnswer<never> {
  const unread = unreadEncoding({
    contentEncoding: headerOf(answer, 'content-encoding'),
    contentType: headerOf(answer, 'content-type'),
  });
  if (unread === undefined) return unreadable;
  const sentence = `${unreadable.sentence} The answer could not be read: ${describeUnreadEncoding(unread)}.`;
  return { ...unreadable, sentence };
}

function readEnvelope<Value extends object>(exchange: Exchange, reading: Reading<Value>): HbsAnswer<Value> {
  const { operation, about } = exchange;
  const envelope: Envelope = reading.value;
  const { httpStatus: status = 0 } = about;
  const code = envelope.StatusCode?.Code;
  if (Array.isArray(envelope.validationErrors))
    return toInvalidRequest(exchange, invalidFields(exchange, envelope));
  if (code === '017' || (status === 401 && code === undefined)) return toIdentityError(exchange, envelope);
  if (status >= 400) {
    if (code !== undefined) return toRefused(exchange, reading.value, envelope);
    return status >= 500 ? toUnavailable(exchange, 'server-error') : toInvalidRequest(exchange, []);
  }
  const isRefusal =
    envelope.Result === false || (envelope.Result !== true && code !== undefined && code !== '000');
  if (isRefusal) return toRefused(exchange, reading.value, envelope);
  const { essential } = operation;
  const answered =
    status < 300 && (reading.value as Readonly<Record<string, unknown>>)[essential] !== undefined;
  if (!answered || isRepeated(operation, reading.violations))
    return toUnavailable(exchange, 'unreadable-answer');
  return {
    outcome: 'accepted',
    ...about,
    effect: 'done',
    repeatable: false,
    sentence: sentenceFor.accepted(operation),
    ...reading,
  };
}

/** Given twice, as two lists of records may be, only one of them was read: the answer is not to be relied on. */
function isRepeated(
  { answer, essential }: OutboundOperation,
  violations: Reading<object>['violations'],
): boolean {
  return violations.some(
    ({ code, pointer }) =>
      code === 'repeated-field' && answer.kind.fieldNamed?.(pointer.slice(1))?.name === essential,
  );
}

/** The body is not OICP: a proxy in front of HBS answered. */
function readWithoutEnvelope(exchange: Exchange, { status, body }: HttpAnswer): HbsAnswer<never> {
  const { text } = decodeBody(body);
  if (status === 403) {
    const sentence = sentenceFor.notWhitelisted;
    return { outcome: 'not-whitelisted', ...exchange.about, effect: 'none', repeatable: false, sentence };
  }
  if (status === 495 || status === 496 || (status === 400 && /ssl certificate/i.test(text))) {
    return toTlsError(exchange);
  }
  if (status === 401) return toIdentityError(exchange, {});
  if (status >= 500) return toUnavailable(exchange, 'server-error');
  if (status >= 400) return toInvalidRequest(exchange, []);
  return toUnavailable(exchange, text.trim() === '' ? 'empty-answer' : 'unreadable-answer');
}

function toUnanswered(exchange: Exchange, failure: ConnectionFailure): HbsAnswer<never> {
  return failure === 'tls-failed' ? toTlsError(exchange) : toUnavailable(exchange, failure);
}

function toRefused<Value>(
  { operation, about }: Exchange,
  value: Value,
  { StatusCode = {} }: Envelope,
): HbsAnswer<Value> {
  const entry = statusCodeEntry(StatusCode.Code ?? '');
  return {
    outcome: 'refused',
    ...about,
    // The code says success and the rest says failure: it is unknown which of them is right.
    effect: entry?.leavesOpen === true || StatusCode.Code === '000' ? 'unknown' : 'none',
    repeatable: operation.repeatable && entry?.passes === true,
    sentence: sentenceFor.refused(operation, StatusCode),
    code: StatusCode.Code,
    statusCode: StatusCode,
    value,
  };
}

function toIdentityError({ operation, about }: Exchange, { StatusCode = {} }: Envelope): HbsAnswer<never> {
  const sentence = sentenceFor.identityError(operation);
  return {
    outcome: 'identity-error',
    ...about,
    effect: 'none',
    repeatable: false,
    sentence,
    statusCode: StatusCode,
  };
}

function toTlsError({ about }: Exchange): HbsAnswer<never> {
  return {
    outcome: 'tls-error',
    ...about,
    effect: 'none',
    repeatable: false,
    sentence: sentenceFor.tlsError,
  };
}

function toLimited({ operation, about }: Exchange, answer: HttpAnswer): HbsAnswer<never> {
  const wait = retryAfterMs(answer);
  return {
    outcome: 'limited',
    ...about,
    effect: 'none',
    repeatable: operation.repeatable,
    sentence: sentenceFor.limited(operation),
    ...(wait !== undefined && { retryAfterMs: wait }),
  };
}

function toInvalidRequest({ operation, about }: Exchange, fields: readonly InvalidField[]): HbsAnswer<never> {
  const sentence = sentenceFor.invalidRequest(operation, fields, about.httpStatus);
  return { outcome: 'invalid-request', ...about, effect: 'none', repeatable: false, sentence, fields };
}

function toUnavailable({ operation, about }: Exchange, cause: UnavailableCause): HbsAnswer<never> {
  return {
    outcome: 'unavailable',
    ...about,
    effect: cause === 'not-connected' ? 'none' : 'unknown',
    repeatable: operation.repeatable,
    sentence: sentenceFor.unavailable(operation, cause),
    cause,
  };
}

function invalidFields({ operation }: Exchange, { validationErrors }: Envelope): readonly InvalidField[] {
  const errors = (validationErrors as readonly unknown[]).filter(isContainer);
  return (errors as readonly { readonly fieldReference?: unknown; readonly errorMessage?: unknown }[]).map(
    (error) => {
      const reference = typeof error.fieldReference === 'string' ? error.fieldReference : '';
      const message = typeof error.errorMessage === 'string' ? error.errorMessage : '';
      return { pointer: pointerOf(reference, operation.request.kind), reference, message };
    },
  );
}
