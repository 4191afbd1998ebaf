/** How the same record can be written down: what a sender's library decides, and what says nothing. */
export interface CdrSpelling {
  /** Members begin with another one. */
  readonly rotation: number;
  readonly numbers: 'plain' | 'text' | 'zeros' | 'exponent';
  /** What has no value is left as it is, left out, or said for more members than before. */
  readonly nulls: 'as-is' | 'absent' | 'more';
  /** The SessionID in capitals. */
  readonly capitals: boolean;
  readonly spaces: number;
}

/** The same record as JSON text in another handwriting. */
export function spellCdr(cdr: Record<string, unknown>, handwriting: CdrSpelling): string {
  const { capitals, nulls, spaces } = handwriting;
  const sessionId = String(cdr['SessionID']);
  const members = { ...cdr, SessionID: capitals ? sessionId.toUpperCase() : sessionId };
  const more = nulls === 'more' ? { CalibrationLawVerificationInfo: null, HubNote: null } : {};
  return ' '.repeat(spaces) + written({ ...members, ...more }, handwriting);
}

function written(value: unknown, handwriting: CdrSpelling): string {
  if (typeof value === 'number') return numberWritten(value, handwriting.numbers);
  if (Array.isArray(value)) return `[${value.map((each) => written(each, handwriting)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, each]) => handwriting.nulls !== 'absent' || each !== null);
  const turn = handwriting.rotation % Math.max(1, members.length);
  const turned = [...members.slice(turn), ...members.slice(0, turn)];
  const space = ' '.repeat(handwriting.spaces);
  const texts = turned.map(([name, each]) => `${JSON.stringify(name)}:${space}${written(each, handwriting)}`);
  return `{${texts.join(`,${space}`)}}`;
}

function numberWritten(value: number, form: CdrSpelling['numbers']): string {
  if (form === 'text') return JSON.stringify(String(value));
  if (form === 'exponent') return value.toExponential();
  if (form === 'zeros') return `${value}${Number.isInteger(value) ? '.' : ''}00`;
  return String(value);
}
