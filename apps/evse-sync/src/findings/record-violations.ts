import { evseFindingCodes, type EvseFindingCode } from '#suite';
import type { Violation } from '#oicp';

/** A finding about a record, as it is stored. */
export interface RecordFinding {
  readonly code: EvseFindingCode;
  /** RFC 6901 JSON Pointer into the record. */
  readonly pointer: string;
  readonly message: string;
}

/** Members that HBS writes itself, or that describe the pull: no operator can correct them. */
const NOT_THE_OPERATORS = /^\/(?:deltaType|lastUpdate)$/i;
/** Limits of OICP that real hardware exceeds; `implausible-numbers.ts` decides what is possible. */
const NARROW_CAPS = /\/(?:power|voltage|amperage|percentage)$/i;
/** `None None`: how one platform writes that a charging point has no separate entrance. */
const SAYS_NOTHING = /^is "(?:none|null|nan|undefined|[\s,;-])*"/i;
const ENTRANCE = /^\/GeoChargingPointEntrance\b/i;

/**
 * Turns a violation into a finding if the operator should correct it: something is missing, unreadable, or not a value
 * of OICP. What was read nevertheless (another JSON type, another spelling of a name, a seventh decimal) and mere notes
 * are no findings.
 */
export function toRecordFinding({ code, pointer, message }: Violation): RecordFinding | undefined {
  if (!isFindingCode(code) || NOT_THE_OPERATORS.test(pointer)) return undefined;
  if (code === 'out-of-range' && NARROW_CAPS.test(pointer)) return undefined;
  if (code === 'unreadable' && ENTRANCE.test(pointer) && SAYS_NOTHING.test(withoutSubject(message)))
    return undefined;
  return { code, pointer, message };
}

function isFindingCode(code: string): code is EvseFindingCode {
  return Object.hasOwn(evseFindingCodes, code);
}

function withoutSubject(message: string): string {
  return message.slice(message.indexOf(' ') + 1);
}
