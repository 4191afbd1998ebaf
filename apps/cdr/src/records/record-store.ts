import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CdrSummary, OutboxTransaction, SuiteMessages } from '#messaging';
import { Log } from '#platform';
import { ACCOUNT } from '../account.js';
import { cdrAlarms } from '../alarms.js';
import { KnownSessions } from '../sessions/known-sessions.js';
import type { ContentKind } from './content.entity.js';
import { UNKNOWN_SESSION } from './findings.js';
import { storableText } from './storable.js';
import { digestOf, understand, type CameCdr, type UnderstoodCdr } from './understood-cdr.js';
import { Providers } from './providers.js';

type Transaction = OutboxTransaction<SuiteMessages>;

/** What a record was to us: the session's first, one that was here already, or bytes that name no session. */
export type Stored = ContentKind | 'copy' | 'unreadable';

interface First {
  readonly factsDigest: string;
  readonly summary: CdrSummary;
}

/**
 * Stores charge detail records, whichever way they came, however often and however many at once. Everything that is
 * written about one session is written under the lock on its row, so that each event is told once.
 */
@Injectable()
export class RecordStore {
  constructor(
    private readonly providers: Providers,
    private readonly sessions: KnownSessions,
    private readonly log: Log,
  ) {}

  /** What was understood, before a transaction is open: megabytes of signed values take their time. */
  understand(came: CameCdr): ReturnType<typeof understand> {
    return understand(came, this.providers.resolve);
  }

  /** Within a transaction. The same record again is the same record, whether it is a copy or this very message again. */
  async store(
    transaction: Transaction,
    came: CameCdr,
    reading: ReturnType<typeof understand>,
  ): Promise<Stored> {
    if ('problem' in reading) return this.keepUnreadable(transaction.manager, came, reading.problem);
    const created = await this.createRecord(transaction.manager, reading);
    const first = await this.lockRecord(transaction.manager, reading.sessionKey);
    const kind = created ? 'first' : first.factsDigest === reading.factsDigest ? 'variant' : 'conflict';
    const content = await this.addContent(transaction.manager, reading, kind);
    if (created) {
      transaction.tell('cdr.received', reading.sessionKey, await this.told(transaction.manager, reading));
      return 'first';
    }
    const billsAnew = content.added && kind === 'conflict' && content.sameBill === 0;
    await this.countCopy(transaction.manager, reading, {
      variants: content.added && kind === 'variant' ? 1 : 0,
      conflicts: billsAnew ? 1 : 0,
    });
    if (billsAnew) await this.tellConflict(transaction, reading, first);
    return content.added ? kind : 'copy';
  }

  private async keepUnreadable(manager: EntityManager, came: CameCdr, problem: string): Promise<Stored> {
    const digest = digestOf(came.bytes);
    await manager.query(
      `insert into cdr.unreadable as kept
         (account, digest, raw, problem, source, operator_id, provider_id, received_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (account, digest) do update set copies = kept.copies + 1`,
      [
        ACCOUNT,
        digest,
        came.bytes,
        problem,
        came.source,
        came.operatorId === undefined ? null : storableText(came.operatorId),
        came.providerId ?? null,
        came.receivedAt,
      ],
    );
    this.log.raise(cdrAlarms.CDR_UNREADABLE, { problem, bytes: came.bytes.length, digest });
    return 'unreadable';
  }

  /** @returns whether it is the session's first. Of several at once one creates it, the others wait for its commit. */
  private async createRecord(manager: EntityManager, cdr: UnderstoodCdr): Promise<boolean> {
    const { summary, came } = cdr;
    const rows = await manager.query<unknown[]>(
      `insert into cdr.record (account, session_key, facts_digest, emp_session_key, provider_id, evse_key, evco_key,
         uid_key, operator_key, consumed_energy_kwh, listed_at, summary, finding_codes, forwarded, pulled)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       on conflict (account, session_key) do nothing
       returning 1`,
      [
        ACCOUNT,
        cdr.sessionKey,
        cdr.factsDigest,
        cdr.empSessionKey,
        cdr.providerId,
        cdr.evseKey,
        cdr.evcoKey,
        cdr.uidKey,
        cdr.operatorKey,
        cdr.consumedEnergyKwh,
        cdr.listedAt,
        JSON.stringify(summary),
        [...new Set(summary.findings.map(({ code }) => code))],
        came.source === 'forwarded' ? 1 : 0,
        came.source === 'pulled',
      ],
    );
    return rows.length === 1;
  }

  private async lockRecord(manager: EntityManager, sessionKey: string): Promise<First> {
    const [row] = await manager.query<First[]>(
      `select facts_digest as "factsDigest", summary from cdr.record
       where account = $1 and session_key = $2 for update`,
      [ACCOUNT, sessionKey],
    );
    if (!row) throw new Error('a record that is there was not found');
    return row;
  }

  private async addContent(
    manager: EntityManager,
    { came, ...cdr }: UnderstoodCdr,
    kind: ContentKind,
  ): Promise<{ readonly added: boolean; readonly sameBill: number }> {
    const [row] = await manager.query<{ added: boolean; sameBill: number }[]>(
      `with same as (
         select count(*)::int as bill from cdr.content where account = $1 and session_key = $2 and facts_digest = $4
       )
       insert into cdr.content as kept
         (account, session_key, content_digest, facts_digest, kind, raw, reading, summary, forwarded, pulled)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (account, session_key, content_digest) do update
         set forwarded = kept.forwarded + excluded.forwarded, pulled = kept.pulled or excluded.pulled
       returning (xmax = 0) as added, (select bill from same) as "sameBill"`,
      [
        ACCOUNT,
        cdr.sessionKey,
        cdr.contentDigest,
        cdr.factsDigest,
        kind,
        came.bytes,
        cdr.reading,
        JSON.stringify(cdr.summary),
        came.source === 'forwarded' ? 1 : 0,
        came.source === 'pulled',
      ],
    );
    if (!row) throw new Error('a content was not stored');
    return row;
  }

  private async countCopy(
    manager: EntityManager,
    { sessionKey, providerId, came }: UnderstoodCdr,
    { variants, conflicts }: { readonly variants: number; readonly conflicts: number },
  ): Promise<void> {
    await manager.query(
      `update cdr.record set forwarded = forwarded + $3, pulled = pulled or $4, variants = variants + $5,
         conflicts = conflicts + $6, provider_id = coalesce(provider_id, $7)
       where account = $1 and session_key = $2`,
      [
        ACCOUNT,
        sessionKey,
        came.source === 'forwarded' ? 1 : 0,
        came.source === 'pulled',
        variants,
        conflicts,
        providerId,
      ],
    );
  }

  private async tellConflict(
    transaction: Transaction,
    other: UnderstoodCdr,
    { summary: stored }: First,
  ): Promise<void> {
    const { sessionKey } = other;
    transaction.tell('cdr.conflicted', sessionKey, {
      sessionId: stored.sessionId,
      stored,
      other: await this.told(transaction.manager, other),
    });
    this.log.raise(cdrAlarms.CDR_CONFLICTED, { sessionId: stored.sessionId });
  }

  private async told(manager: EntityManager, cdr: UnderstoodCdr): Promise<CdrSummary> {
    const { summary } = cdr;
    if (await this.sessions.isKnown(manager, cdr)) return summary;
    return { ...summary, findings: [UNKNOWN_SESSION, ...summary.findings] };
  }
}
