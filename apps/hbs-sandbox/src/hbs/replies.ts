import { statusCodeEntry, type Reading, type SessionNames, type Violation } from '#oicp';
import type { OperationReply } from './hbs-operation.js';

/** With which HTTP status HBS sends a code; others are refusals with 200 or 400, by what the operation answers. */
const HTTP_STATUS: Readonly<Record<string, number>> = { '001': 500, '017': 401, '210': 403, '300': 404 };
const SESSION_NAMES = ['SessionID', 'CPOPartnerSessionID', 'EMPPartnerSessionID'] as const;

export function jsonReply(content: unknown, status = 200): OperationReply {
  return { status, body: JSON.stringify(content) };
}

/** A refusal that is nothing but a status code, as what stands before an operation sends it. */
export function statusReply(
  code: string,
  reason?: string,
  status = HTTP_STATUS[code] ?? 400,
): OperationReply {
  return jsonReply({ StatusCode: toStatus(code, reason) }, status);
}

/** An acknowledgement: done. */
export function acknowledgementReply(names: SessionNames): OperationReply {
  return jsonReply({ Result: true, StatusCode: toStatus('000'), ...toWrittenNames(names) });
}

/** An acknowledgement that refuses. Codes of identity and partners come bare, with an HTTP status of their own. */
export function refusalReply(code: string, reason?: string, names: SessionNames = {}): OperationReply {
  if (HTTP_STATUS[code] !== undefined) return statusReply(code, reason);
  return jsonReply({ Result: false, StatusCode: toStatus(code, reason), ...toWrittenNames(names) });
}

/** What HBS says to a body that does not keep to the specification. */
export function validationReply(
  violations: readonly Pick<Violation, 'message' | 'pointer'>[],
): OperationReply {
  const errors = violations.map(({ pointer, message }) => ({
    fieldReference: toFieldReference(pointer),
    errorMessage: message,
  }));
  const message = 'Error parsing/validating JSON.';
  return jsonReply({ extendedInfo: null, message, validationErrors: errors }, 400);
}

/** What a message holds, or the refusal of it: HBS overlooks unknown fields and nothing else. */
export function readConformant<V>(
  message: { read(body: Uint8Array): Reading<V> },
  body: Uint8Array,
): { readonly value: V } | { readonly refusal: OperationReply } {
  const { value, violations } = message.read(body);
  const errors = violations.filter(({ severity }) => severity !== 'note');
  return errors.length > 0 ? { refusal: validationReply(errors) } : { value };
}

function toStatus(code: string, reason?: string): object {
  const description = reason ?? (code === '000' ? null : (statusCodeEntry(code)?.means ?? null));
  return { Code: code, Description: description, AdditionalInfo: null };
}

/** HBS writes null where it has nothing to say. */
function toWrittenNames(names: SessionNames): object {
  return Object.fromEntries(SESSION_NAMES.map((name) => [name, names[name] ?? null]));
}

/** A JSON Pointer as HBS writes it: `/GeoCoordinates/Google` is `geoCoordinates.google`, `/a/0` is `a[0]`. */
function toFieldReference(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step.slice(0, 1).toLowerCase()}${step.slice(1)}`))
    .join('')
    .replace(/^\./, '');
}
