import { isUtf8 } from 'node:buffer';
import { recordTexts, type ReceivedEvseData } from '#oicp';
import { copyLine, storableText } from '#persistence';
import { quarantineReasons, toRow, parseRecord, type ParsedRecord } from '../replica/parsed-record.js';
import type { QuarantinedRecord } from '#suite';

/** A record of a page, as the replica stores it. */
export interface PageRecord {
  readonly parsed: ParsedRecord;
  /** The row in COPY's text format, with the record as it was in the answer; built at the first call. */
  readonly line: () => string;
}

/** A record without a readable EvseID. */
export interface UnreadableRecord {
  /** From 0, within its page. */
  readonly position: number;
  /** The record as JSON. */
  readonly raw: string;
  readonly reasons: QuarantinedRecord['reasons'];
}

/** The records of a page. */
export interface ReadPage {
  /** By key; where a page has two records of one EvseID, the last. */
  readonly records: ReadonlyMap<string, PageRecord>;
  readonly unreadable: readonly UnreadableRecord[];
  /** Count of the page's entries, readable or not. */
  readonly entries: number;
  /** EvseIDs that the page names more than once: one entry for each repetition. */
  readonly repeated: readonly string[];
}

/** Builds the rows of all records in advance, for a page of which most records will be written. */
export function prepareLines({ records }: ReadPage): void {
  for (const { line } of records.values()) line();
}

/** Parses a page record by record. The texts of the records are located in `bytes` only when the first is needed. */
export function readPage({ content = [] }: ReceivedEvseData, bytes: Buffer): ReadPage {
  let texts: readonly string[] | undefined;
  const rawOf = (index: number, value: object): string => {
    // Native decoding takes a third of the time of a decoder that accepts any bytes.
    texts ??= recordTexts(isUtf8(bytes) ? bytes.toString() : bytes, { wasRead: true });
    // Where `content` is not a list, there are no texts of single records.
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
