import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedRecord } from '../replica/parsed-record.js';
import type { RecordFinding } from './record-violations.js';

interface Examined {
  readonly parsed: Pick<ParsedRecord, 'key' | 'findings'>;
}

interface StoredFinding {
  readonly key: string;
  readonly code: string;
  readonly pointer: string;
  readonly message: string;
}

/**
 * Stores the findings about records. They are compared for every record of a page, changed or not: a release that finds
 * more in the same record shows it after the next full pull, and a finding that stays retains its `since`.
 */
@Injectable()
export class RecordFindingStore {
  /**
   * Replaces the findings about the records of a page.
   *
   * @param inserted those of `records` that are new in the replica: no findings about them can be stored
   */
  async write(
    manager: EntityManager,
    inserted: readonly Examined[],
    records: readonly Examined[],
  ): Promise<void> {
    const stored = await storedFindings(manager, new Set(inserted), records);
    const before = new Map(stored.map((each) => [nameOf(each.key, each), each]));
    const added: StoredFinding[] = [];
    for (const { parsed } of records) {
      const { key, findings } = parsed;
      for (const finding of findings) {
        const name = nameOf(key, finding);
        if (before.get(name)?.message !== finding.message) added.push({ key, ...finding });
        before.delete(name);
      }
    }
    await remove(manager, [...before.values()]);
    await upsert(manager, added);
  }

  /** Deletes the findings about records that were deleted from the replica. */
  async removeOrphans(manager: EntityManager): Promise<void> {
    await manager.query(
      `delete from evse.evse_finding f where f.about = 'record'
       and not exists (select from evse.evse e where e.key = f.key)`,
    );
  }
}

async function storedFindings(
  manager: EntityManager,
  inserted: ReadonlySet<Examined>,
  records: readonly Examined[],
): Promise<readonly StoredFinding[]> {
  const keys = records.filter((each) => !inserted.has(each)).map(({ parsed }) => parsed.key);
  if (keys.length === 0) return [];
  return await manager.query<StoredFinding[]>(
    `select key, code, pointer, message from evse.evse_finding where key = any($1) and about = 'record'`,
    [keys],
  );
}

async function remove(manager: EntityManager, gone: readonly StoredFinding[]): Promise<void> {
  if (gone.length === 0) return;
  await manager.query(
    `delete from evse.evse_finding f using unnest($1::text[], $2::text[], $3::text[]) as gone (key, code, pointer)
     where f.about = 'record' and f.key = gone.key and f.code = gone.code and f.pointer = gone.pointer`,
    [gone.map(({ key }) => key), gone.map(({ code }) => code), gone.map(({ pointer }) => pointer)],
  );
}

async function upsert(manager: EntityManager, added: readonly StoredFinding[]): Promise<void> {
  if (added.length === 0) return;
  await manager.query(
    `insert into evse.evse_finding (key, about, code, pointer, message, since)
     select key, 'record', code, pointer, message, now()
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as added (key, code, pointer, message)
     on conflict (key, about, code, pointer) do update set message = excluded.message`,
    [
      added.map(({ key }) => key),
      added.map(({ code }) => code),
      added.map(({ pointer }) => pointer),
      added.map(({ message }) => message),
    ],
  );
}

function nameOf(
  key: string,
  { code, pointer }: Pick<RecordFinding, 'pointer'> & { readonly code: string },
): string {
  return JSON.stringify([key, code, pointer]);
}
