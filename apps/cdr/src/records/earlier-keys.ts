import type { EntityManager } from 'typeorm';
import { storedSessionIdKeys } from '#oicp';
import { ACCOUNT } from '../account.js';
import type { ParsedCdr } from './parsed-cdr.js';

/** Under which keys earlier releases may have stored the record of this session. */
export function earlierKeysOf({ summary }: ParsedCdr): readonly string[] {
  const [, ...earlier] = storedSessionIdKeys(summary.sessionId);
  return earlier;
}

/** The keys under which the records of these sessions are stored, by the keys of today. */
export async function findEarlierKeys(
  manager: EntityManager,
  records: readonly ParsedCdr[],
): Promise<ReadonlyMap<string, string>> {
  const today = new Map(records.flatMap((cdr) => earlierKeysOf(cdr).map((key) => [key, cdr.sessionKey])));
  if (today.size === 0) return new Map();
  const rows = await manager.query<{ key: string }[]>(
    `select session_key as key from cdr.record where account = $1 and session_key = any($2::text[])
     order by session_key collate "C" desc`,
    [ACCOUNT, [...today.keys()]],
  );
  return new Map(
    rows.flatMap(({ key }) => {
      const sessionKey = today.get(key);
      return sessionKey === undefined ? [] : [[sessionKey, key]];
    }),
  );
}
