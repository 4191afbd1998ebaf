import type { CdrSummary } from '#suite';
import type { ContentKind } from './content.entity.js';
import type { ParsedCdr } from './parsed-cdr.js';

/** What is stored of a session, as seen under the lock on its row. */
export interface StoredSession {
  /** Whether its first record is in this very batch. */
  readonly created: boolean;
  readonly factsDigest: string;
  readonly summary: CdrSummary;
  readonly contents: readonly StoredContent[];
}

/** A content that is stored already, by its digests. */
export interface StoredContent {
  readonly contentDigest: string;
  readonly factsDigest: string;
}

/** A content, new or known, and how often it is in this batch. */
export interface ReceivedContent {
  readonly cdr: ParsedCdr;
  readonly kind: ContentKind;
  forwarded: number;
  pulled: boolean;
}

/** What the copies of a batch change in a record that is there. */
export interface CountedCopies {
  readonly sessionKey: string;
  forwarded: number;
  pulled: boolean;
  variants: number;
  conflicts: number;
  providerId: string | null;
}

/** What a batch changes, and what is published of it. */
export interface ClassifiedBatch {
  readonly contents: readonly ReceivedContent[];
  readonly copies: readonly CountedCopies[];
  /** What is published, in the order in which it was received. */
  readonly newBills: readonly NewBill[];
}

/** A record that is published: the first of its session, or one with another bill. */
export interface NewBill {
  readonly cdr: ParsedCdr;
  /** The bill that stays, where this is another one. */
  readonly conflictsWith?: CdrSummary;
}

/**
 * Decides what each record of a batch is to its session: the first, a copy, a variant or a conflict, as if they had been
 * stored one after the other. The same content again is a copy; a new content with a bill that an earlier conflict has
 * is stored, and neither counted nor published.
 */
export function classify(
  batch: readonly ParsedCdr[],
  stored: (sessionKey: string) => StoredSession,
): ClassifiedBatch {
  const scales = new Map<string, SessionClassifier>();
  const newBills: NewBill[] = [];
  for (const cdr of batch) {
    const scale = scales.get(cdr.sessionKey) ?? new SessionClassifier(stored(cdr.sessionKey), cdr.sessionKey);
    scales.set(cdr.sessionKey, scale);
    const news = scale.classify(cdr);
    if (news) newBills.push(news);
  }
  const all = [...scales.values()];
  return {
    contents: all.flatMap(({ received }) => [...received.values()]),
    copies: all.flatMap(({ copies }) => copies ?? []),
    newBills,
  };
}

/** One session's records of a batch. */
class SessionClassifier {
  readonly received = new Map<string, ReceivedContent>();
  copies: CountedCopies | undefined;
  private readonly contentDigests: Set<string>;
  private readonly factsDigests: Set<string>;

  constructor(
    private readonly stored: StoredSession,
    private readonly sessionKey: string,
  ) {
    this.contentDigests = new Set(stored.contents.map(({ contentDigest }) => contentDigest));
    this.factsDigests = new Set(stored.contents.map(({ factsDigest }) => factsDigest));
  }

  /** @returns what is to be published of it, if anything */
  classify(cdr: ParsedCdr): NewBill | undefined {
    const isFirst = this.stored.created && this.contentDigests.size === 0;
    const isNew = !this.contentDigests.has(cdr.contentDigest);
    const sameBill = cdr.factsDigest === this.stored.factsDigest;
    const billsAnew = !sameBill && !this.factsDigests.has(cdr.factsDigest);
    this.addContent(cdr, isFirst ? 'first' : sameBill ? 'variant' : 'conflict');
    this.contentDigests.add(cdr.contentDigest);
    this.factsDigests.add(cdr.factsDigest);
    if (isFirst) return { cdr };
    this.count(cdr, isNew && sameBill, billsAnew);
    return billsAnew ? { cdr, conflictsWith: this.stored.summary } : undefined;
  }

  private addContent(cdr: ParsedCdr, kind: ContentKind): void {
    const { source } = cdr.received;
    const content = this.received.get(cdr.contentDigest) ?? { cdr, kind, forwarded: 0, pulled: false };
    if (source === 'forwarded') content.forwarded += 1;
    else content.pulled = true;
    this.received.set(cdr.contentDigest, content);
  }

  private count({ received, providerId }: ParsedCdr, isVariant: boolean, billsAnew: boolean): void {
    const { sessionKey } = this;
    this.copies ??= { sessionKey, forwarded: 0, pulled: false, variants: 0, conflicts: 0, providerId };
    if (received.source === 'forwarded') this.copies.forwarded += 1;
    else this.copies.pulled = true;
    if (isVariant) this.copies.variants += 1;
    if (billsAnew) this.copies.conflicts += 1;
    this.copies.providerId ??= providerId;
  }
}
