import { recordTexts, type ReceivedEvseData } from '#oicp';
import { storableText } from '../replica/storable-text.js';
import { reasonsOf, understoodRecord, type UnderstoodRecord } from '../replica/understood-record.js';
import type { QuarantinedRecord } from '#messaging';

export interface PageRecord {
  readonly understood: UnderstoodRecord;
  /** As it stood in the answer. */
  readonly raw: () => string;
}

export interface Unreadable {
  readonly position: number;
  readonly raw: string;
  readonly reasons: QuarantinedRecord['reasons'];
}

export interface ReadPage {
  /** By key: of an EvseID that the page names twice, the last record. */
  readonly records: ReadonlyMap<string, PageRecord>;
  readonly unreadable: readonly Unreadable[];
  /** Entries of the page, whatever became of them. */
  readonly entries: number;
  /** EvseIDs that the page itself names more than once, each time but the first. */
  readonly repeated: readonly string[];
}

/** Understands a page record by record. The texts of the records are looked for only when the first is asked for. */
export function readPage({ content = [] }: ReceivedEvseData, bytes: Buffer): ReadPage {
  let texts: readonly string[] | undefined;
  const rawOf = (index: number, value: object): string => {
    texts ??= recordTexts(bytes);
    // A page whose `content` is no list has no texts to take a record from.
    return storableText(texts.length === content.length ? (texts[index] ?? '') : JSON.stringify(value));
  };
  const records = new Map<string, PageRecord>();
  const unreadable: Unreadable[] = [];
  const repeated: string[] = [];
  content.forEach(({ value, violations }, index) => {
    const understood = understoodRecord(value);
    if (understood) {
      if (records.has(understood.key)) repeated.push(understood.evseId);
      records.set(understood.key, { understood, raw: () => rawOf(index, value) });
    } else {
      unreadable.push({ position: index, raw: rawOf(index, value), reasons: reasonsOf(value, violations) });
    }
  });
  return { records, unreadable, entries: content.length, repeated };
}
