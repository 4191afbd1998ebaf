/** How the same record can be written as JSON: what a sender's library decides, without a difference in content. */
export interface CdrSpelling {
  /** How many members move from the front of each object to its end. */
  readonly rotation: number;
  readonly numbers: 'plain' | 'text' | 'zeros' | 'exponent';
  /** Members that are null stay, are left out, or are joined by more of them. */
  readonly nulls: 'as-is' | 'absent' | 'more';
  /** The SessionID in capitals. */
  readonly capitals: boolean;
  readonly spaces: number;
}

/** The same record as JSON text in another spelling. */
export function spellCdr(cdr: Record<string, unknown>, handwriting: CdrSpelling): string {
  const { capitals, nulls, spaces } = handwriting;
  const sessionId = String(cdr['SessionID']);
  const members = { ...cdr, SessionID: capitals ? sessionId.toUpperCase() : sessionId };
  const more = nulls === 'more' ? { CalibrationLawVerificationInfo: null, HubNote: null } : {};
  return ' '.repeat(spaces) + writeValue({ ...members, ...more }, handwriting);
}

function writeValue(value: unknown, handwriting: CdrSpelling): string {
  if (typeof value === 'number') return writeNumber(value, handwriting.numbers);
  if (Array.isArray(value)) return `[${value.map((each) => writeValue(each, handwriting)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, each]) => handwriting.nulls !== 'absent' || each !== null);
  const turn = handwriting.rotation % Math.max(1, members.length);
  const turned = [...members.slice(turn), ...members.slice(0, turn)];
  const space = ' '.repeat(handwriting.spaces);
  const texts = turned.map(
    ([name, each]) => `${JSON.stringify(name)}:${space}${writeValue(each, handwriting)}`,
  );
  return `{${texts.join(`,${space}`)}}`;
}

function writeNumber(value: number, form: CdrSpelling['numbers']): string {
  if (form === 'text') return JSON.stringify(String(value));
  if (form === 'exponent') return value.toExponential();
  if (form === 'zeros') return `${value}${Number.isInteger(value) ? '.' : ''}00`;
  return String(value);
}
