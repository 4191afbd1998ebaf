import { evseFindingCodes, type EvseFindingCode } from '#suite';
import type { Violation } from '#oicp';

/** A finding as it is kept. */
export interface RecordFinding {
  readonly code: EvseFindingCode;
  /** RFC 6901 JSON Pointer into the record. */
  readonly pointer: string;
  readonly message: string;
}

/** What HBS writes into a record itself, or what describes the pull. */
const NOT_THE_OPERATORS = /^\/(?:deltaType|lastUpdate)$/i;
/** Caps of OICP that real hardware exceeds; whether a number can be is judged by `implausible-numbers.ts`. */
const NARROW_CAPS = /\/(?:power|voltage|amperage|percentage)$/i;
/** `None None`: how one platform writes that there is no entrance of its own. */
const SAYS_NOTHING = /^is "(?:none|null|nan|undefined|[\s,;-])*"/i;
const ENTRANCE = /^\/GeoChargingPointEntrance\b/i;

/**
 * Whether an operator should hear of what reading a record reported: something is missing, was not parsed, or is
 * not what OICP has. Of what was parsed all the same (another JSON type, another spelling of a name, a seventh
 * decimal), and of what was only noted, nobody need hear.
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
