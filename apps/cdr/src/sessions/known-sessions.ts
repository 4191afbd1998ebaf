import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { sessionIdKey } from '#oicp';
import { keyText } from '#persistence';
import { ACCOUNT } from '../account.js';

/** What a session can be known by. */
export interface SessionNamesHeard {
  readonly sessionId?: string | undefined;
  readonly empPartnerSessionId?: string | undefined;
  readonly providerId?: string | undefined;
}

/** What a record calls its session. */
export interface SessionKeys {
  readonly sessionKey: string;
  readonly empSessionKey: string | null;
}

/** The sessions that we authorised or started: what authorization and remote-session told of them. */
@Injectable()
export class KnownSessions {
  constructor(private readonly dataSource: DataSource) {}

  /** Remembers a session; the same again changes nothing. */
  async remember({ sessionId, empPartnerSessionId, providerId }: SessionNamesHeard): Promise<void> {
    const names = [
      ['hbs', sessionId],
      ['emp', empPartnerSessionId],
    ] as const;
    const heard = names.flatMap(([kind, name]) =>
      name === undefined ? [] : [[kind, keyText(sessionIdKey(name))] as const],
    );
    if (heard.length === 0) return;
    await this.dataSource.query(
      `insert into cdr.known_session as known (account, kind, key, provider_id)
       select $1, kind, key, $4 from unnest($2::text[], $3::text[]) as heard(kind, key)
       on conflict (account, kind, key) do update set provider_id = coalesce(known.provider_id, excluded.provider_id)
         where known.provider_id is null and excluded.provider_id is not null`,
      [ACCOUNT, heard.map(([kind]) => kind), heard.map(([, key]) => key), providerId ?? null],
    );
  }

  /** Tells, of these records, which ones' sessions are known. */
  async known(
    manager: EntityManager,
    asked: readonly SessionKeys[],
  ): Promise<(keys: SessionKeys) => boolean> {
    const [own, ours] = [
      asked.map(({ sessionKey }) => sessionKey),
      asked.map(({ empSessionKey }) => empSessionKey),
    ];
    const rows = await manager.query<{ kind: string; key: string }[]>(
      `select kind, key from cdr.known_session
       where account = $1 and ((kind = 'hbs' and key = any($2::text[])) or (kind = 'emp' and key = any($3::text[])))`,
      [ACCOUNT, own, ours],
    );
    const keysOf = (wanted: string): ReadonlySet<string | null> =>
      new Set(rows.filter(({ kind }) => kind === wanted).map(({ key }) => key));
    const [hbs, emp] = [keysOf('hbs'), keysOf('emp')];
    return ({ sessionKey, empSessionKey }) => hbs.has(sessionKey) || emp.has(empSessionKey);
  }
}
