import { isUtf8 } from 'node:buffer';
import { recordTexts, type ReceivedEvseData } from '#oicp';
import { copyLine, storableText } from '#persistence';
import { quarantineReasons, toRow, parseRecord, type ParsedRecord } from '../replica/parsed-record.js';
import type { QuarantinedRecord } from '#suite';

export interface PageRecord {
  readonly parsed: ParsedRecord;
  /** As a line for COPY, with the record as it stood in the answer; put together when it is first asked for. */
  readonly line: () => string;
}

export interface UnreadableRecord {
  readonly position: number;
  readonly raw: string;
  readonly reasons: QuarantinedRecord['reasons'];
}

/** A page as it arrived, and what was parsed of it. */
export interface ReadPage {
  /** By key: of an EvseID that the page names twice, the last record. */
  readonly records: ReadonlyMap<string, PageRecord>;
  readonly unreadable: readonly UnreadableRecord[];
  /** Entries of the page, whatever became of them. */
  readonly entries: number;
  /** EvseIDs that the page itself names more than once, each time but the first. */
  readonly repeated: readonly string[];
}

/** Puts the lines of all records together now: where most of them will be written, that is less work left for later. */
export function prepareLines({ records }: ReadPage): void {
  for (const { line } of records.values()) line();
}

/** Understands a page record by record. The texts of the records are looked for only when the first is asked for. */
export function readPage({ content = [] }: ReceivedEvseData, bytes: Buffer): ReadPage {
  let texts: readonly string[] | undefined;
  const rawOf = (index: number, value: object): string => {
    // Decoding a page natively takes a third of the time that a decoder takes which must cope with any bytes.
    texts ??= recordTexts(isUtf8(bytes) ? bytes.toString() : bytes, { wasRead: true });
    // A page whose `content` is no list has no texts to take a record from.
    return storableText(texts.length === content.length ? (texts[index] ?? '') : JSON.stringify(value));
  };
  const lineOf = (parsed: ParsedRecord, index: number, value: object): (() => string) => {
    let line: string | undefined;
    return () => (line ??= copyLine(toRow(parsed, rawOf(index, value), at)));
  };
  const at = new Date();
  const records = new Map<string, PageRecord>();
  const unreadable: UnreadableRecord[] = [];
  const repeated: string[] = [];
  content.forEach((read, index) => {
    const { value, violations } = read;
    const parsed = parseRecord(read);
    if (parsed) {
      if (records.has(parsed.key)) repeated.push(parsed.evseId);
      records.set(parsed.key, { parsed, line: lineOf(parsed, index, value) });
    } else {
      unreadable.push({
        position: index,
        raw: rawOf(index, value),
        reasons: quarantineReasons(value, violations),
      });
    }
  });
  return { records, unreadable, entries: content.length, repeated };
}
