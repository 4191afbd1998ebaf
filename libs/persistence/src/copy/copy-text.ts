/** A value that COPY can write: text, number, boolean, bytes, instant, JSON, or null. */
export type CopyValue = string | number | bigint | boolean | Uint8Array | Date | object | null | undefined;

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One row in the text format of PostgreSQL's COPY, with its line end. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1)
    line += index === 0 ? copyField(values[index]) : `\t${copyField(values[index])}`;
  return `${line}\n`;
}

function copyField(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escape(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`;
  return escape(JSON.stringify(value));
}

function escape(text: string): string {
  // Nearly every text has none: four searches take a tenth of the time of the expression.
  if (!text.includes('\\') && !text.includes('\n') && !text.includes('\t') && !text.includes('\r'))
    return text;
  return text.replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}
