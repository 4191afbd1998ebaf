import { isUtf8 } from 'node:buffer';
import { recordTexts, type ReceivedEvseData } from '#oicp';
import { copyLine, storableText } from '#persistence';
import { reasonsOf, rowOf, understoodRecord, type UnderstoodRecord } from '../replica/understood-record.js';
import type { QuarantinedRecord } from '#suite';

export interface PageRecord {
  readonly understood: UnderstoodRecord;
  /** As a line for COPY, with the record as it stood in the answer; put together when it is first asked for. */
  readonly line: () => string;
}

export interface Unreadable {
  readonly position: number;
  readonly raw: string;
  readonly reasons: QuarantinedRecord['reasons'];
}

/** A page as it arrived, and what was understood of it. */
export interface ReadPage {
  /** By key: of an EvseID that the page names twice, the last record. */
  readonly records: ReadonlyMap<string, PageRecord>;
  readonly unreadable: readonly Unreadable[];
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
  const lineOf = (understood: UnderstoodRecord, index: number, value: object): (() => string) => {
    let line: string | undefined;
    return () => (line ??= copyLine(rowOf(understood, rawOf(index, value), at)));
  };
  const at = new Date();
  const records = new Map<string, PageRecord>();
  const unreadable: Unreadable[] = [];
  const repeated: string[] = [];
  content.forEach((read, index) => {
    const { value, violations } = read;
    const understood = understoodRecord(read);
    if (understood) {
      if (records.has(understood.key)) repeated.push(understood.evseId);
      records.set(understood.key, { understood, line: lineOf(understood, index, value) });
    } else {
      unreadable.push({ position: index, raw: rawOf(index, value), reasons: reasonsOf(value, violations) });
    }
  });
  return { records, unreadable, entries: content.length, repeated };
}
