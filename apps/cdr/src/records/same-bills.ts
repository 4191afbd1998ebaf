import type { EntityManager } from 'typeorm';
import { isSameBill, readBill, type Bill } from '#oicp';
import { ACCOUNT } from '../account.js';
import type { ParsedCdr } from './parsed-cdr.js';
import type { StoredSession } from './classified-batch.js';

/** Records to read again for one that looks like another bill; a session with more bills is in people's hands anyway. */
const MOST_COMPARED = 20;

/** One of the bills of a session: the digest it is stored with, and its record. */
interface KnownBill {
  readonly factsDigest: string;
  read(): Promise<Bill>;
}

/**
 * Gives each record the digest of the bill that it is: of the first bill of its session that is the same, whatever its
 * own digest. Only records whose digests differ are read again, so that this costs nothing where nothing differs. What
 * earlier releases stored is compared in the same way.
 */
export async function withSameBills(
  manager: EntityManager,
  batch: readonly ParsedCdr[],
  stored: (sessionKey: string) => StoredSession,
): Promise<readonly ParsedCdr[]> {
  const sessions = new Map<string, SessionBills>();
  const settled: ParsedCdr[] = [];
  for (const cdr of batch) {
    const { sessionKey } = cdr;
    const bills = sessions.get(sessionKey) ?? new SessionBills(manager, sessionKey, stored(sessionKey));
    sessions.set(sessionKey, bills);
    settled.push({ ...cdr, factsDigest: await bills.findDigest(cdr) });
  }
  return settled;
}

class SessionBills {
  private readonly byContent: Map<string, string>;
  private readonly bills: KnownBill[];

  constructor(
    private readonly manager: EntityManager,
    private readonly sessionKey: string,
    { created, factsDigest, contents }: StoredSession,
  ) {
    this.byContent = new Map(contents.map((each) => [each.contentDigest, each.factsDigest]));
    const digests = new Set(created ? [] : [factsDigest, ...contents.map((each) => each.factsDigest)]);
    this.bills = [...digests].map((digest) => this.storedBill(digest));
  }

  async findDigest(cdr: ParsedCdr): Promise<string> {
    const known = this.byContent.get(cdr.contentDigest) ?? (await this.findBill(cdr)).factsDigest;
    this.byContent.set(cdr.contentDigest, known);
    return known;
  }

  private async findBill(cdr: ParsedCdr): Promise<Pick<KnownBill, 'factsDigest'>> {
    const equal = this.bills.find(({ factsDigest }) => factsDigest === cdr.factsDigest);
    if (equal) return equal;
    const others = this.bills.slice(0, MOST_COMPARED);
    const read = others.length > 0 ? readBill(cdr.received.bytes) : undefined;
    for (const other of others) if (read && isSameBill(await other.read(), read)) return other;
    const bill: KnownBill = {
      factsDigest: cdr.factsDigest,
      // Not kept: a record may have megabytes.
      read: () => Promise.resolve(readBill(cdr.received.bytes)),
    };
    this.bills.push(bill);
    return bill;
  }

  private storedBill(factsDigest: string): KnownBill {
    const read = async (): Promise<Bill> => {
      const [content] = await this.manager.query<{ raw: Buffer }[]>(
        `select raw from cdr.content where account = $1 and session_key = $2 and facts_digest = $3
         order by id limit 1`,
        [ACCOUNT, this.sessionKey, factsDigest],
      );
      if (!content) throw new Error('a bill that is stored has no content');
      return readBill(content.raw);
    };
    return { factsDigest, read };
  }
}
