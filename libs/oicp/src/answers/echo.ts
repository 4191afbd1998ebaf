import type { Message } from '../message.js';
import type { Conformant } from '../schema/kind.js';
import type { Fields, ObjectKind } from '../schema/object.js';

/** The session's names, as a request brought them. */
export interface SessionNames {
  readonly SessionID?: string | undefined;
  readonly CPOPartnerSessionID?: string | undefined;
  readonly EMPPartnerSessionID?: string | undefined;
}

/** What goes back with an answer, so that both partners know what it is about. */
export function echoed(request: SessionNames | undefined, empPartnerSessionId?: string): SessionNames {
  return {
    SessionID: request?.SessionID,
    CPOPartnerSessionID: request?.CPOPartnerSessionID,
    EMPPartnerSessionID: empPartnerSessionId ?? request?.EMPPartnerSessionID,
  };
}

/**
 * Writes an answer and leaves out optional fields that are not conformant: most of them are echoes of what somebody
 * else wrote, and an answer that HBS records as a ValidationError helps nobody.
 * @throws {NotConformantError} if a mandatory field, or one in `needed`, is not conformant
 */
export function writeFitting<F extends Fields>(
  message: Message<ObjectKind<F>>,
  value: Conformant<ObjectKind<F>>,
  needed: readonly (keyof F & string)[] = [],
): string {
  const written = message.tryWrite(value);
  if ('text' in written) return written.text;
  const unfit = new Set(written.violations.map(({ pointer }) => pointer.split('/')[1]));
  const fitting = Object.entries(value).filter(
    ([name]) => !unfit.has(name) || message.kind.fields[name]?.mandatory === true || needed.includes(name),
  );
  return message.write(Object.fromEntries(fitting) as Conformant<ObjectKind<F>>);
}
