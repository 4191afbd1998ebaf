import type { Message } from './message.js';
import type { Conformant } from './schema/kind.js';
import type { Fields, ObjectKind } from './schema/object.js';

/**
 * Writes a message and leaves out optional fields that do not conform to OICP: most of them echo a partner's values, for
 * which HBS would reject the whole message.
 * @throws {NotConformantError} if a mandatory field, or one in `needed`, is not conformant
 */
export function writeConformantFields<F extends Fields>(
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
