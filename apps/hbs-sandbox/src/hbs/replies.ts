import { statusCodeEntry, type Reading, type SessionNames, type Violation } from '#oicp';
import type { OperationReply } from './hbs-operation.js';

/** HTTP statuses of codes; HBS sends any other code with 200 or 400, depending on the operation. */
const HTTP_STATUS: Readonly<Record<string, number>> = { '001': 500, '017': 401, '210': 403, '300': 404 };
const SESSION_NAMES = ['SessionID', 'CPOPartnerSessionID', 'EMPPartnerSessionID'] as const;

/** A reply with a value as JSON. */
export function jsonReply(content: unknown, status = 200): OperationReply {
  return { status, body: JSON.stringify(content) };
}

/** A refusal that is only a status code, as HBS sends it before a call reaches its operation. */
export function statusReply(
  code: string,
  reason?: string,
  status = HTTP_STATUS[code] ?? 400,
): OperationReply {
  return jsonReply({ StatusCode: toStatus(code, reason) }, status);
}

/** An acknowledgement. */
export function acknowledgementReply(names: SessionNames): OperationReply {
  return jsonReply({ Result: true, StatusCode: toStatus('000'), ...toWrittenNames(names) });
}

/** An acknowledgement that refuses; codes about identity and partners are bare statuses with an HTTP status of their own. */
export function refusalReply(code: string, reason?: string, names: SessionNames = {}): OperationReply {
  if (HTTP_STATUS[code] !== undefined) return statusReply(code, reason);
  return jsonReply({ Result: false, StatusCode: toStatus(code, reason), ...toWrittenNames(names) });
}

/** The answer to a body that violates the specification. */
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

/** Reads a message, or refuses it: HBS tolerates unknown fields and no other violation. */
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

/** The names of a session; HBS writes null for a missing one. */
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
