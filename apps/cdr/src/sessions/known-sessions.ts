import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { storedSessionIdKeys } from '#oicp';
import { keyText, storableText } from '#persistence';
import { ACCOUNT } from '../account.js';
import { ComparisonQueue } from '../comparison/comparison-queue.js';
import type { StoredAuthorisation } from './session-facts.js';

/** Of a session that is authorised again and again, the first says when it may have begun, and the last ones who charges. */
const MOST_REMEMBERED = 20;
const firstAndLast = (all: string, by: string): string =>
  `(select each, row_number() over (order by ${by}) as nth, row_number() over (order by ${by} desc) as nth_last
    from (${all}) as each_of) ranked where nth = 1 or nth_last <= ${MOST_REMEMBERED}`;
/** What was refused replaces that it was asked for; that it was asked for, received later, is contained in it. */
const ADDED_AUTHORISATIONS = `(select jsonb_agg(each order by each->>'at') from ${firstAndLast(
  `select each from jsonb_array_elements(coalesce(known.authorisations, '[]')) as each
     where not excluded.authorisations @> jsonb_build_array(each)
   union all select jsonb_array_elements(excluded.authorisations)`,
  "each->>'at'",
)})`;
const ADDED_STOPS = `(select array_agg(each order by each) from ${firstAndLast(
  'select distinct each from unnest(known.stops_accepted_at || excluded.stops_accepted_at) as each',
  'each',
)})`;

/** What was reported of a session that is ours. */
export interface ReportedSession {
  readonly sessionId?: string | undefined;
  readonly empPartnerSessionId?: string | undefined;
  readonly providerId?: string | undefined;
  readonly authorisation?: StoredAuthorisation | undefined;
  readonly stopAcceptedAt?: string | undefined;
  readonly isReservation?: boolean;
}

/** The sessions that we authorised or started: what authorization and remote-session reported of them. */
@Injectable()
export class KnownSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: ComparisonQueue,
  ) {}

  /** Remembers a session and has its record compared. The same again, and in any order, leaves the same. */
  async remember(session: ReportedSession): Promise<void> {
    const [hbs, emp] = [toKeys(session.sessionId), toKeys(session.empPartnerSessionId)];
    if (hbs.length === 0 && emp.length === 0) return;
    await this.store({ hbs: hbs[0], emp: emp[0] }, session);
    // By itself and afterwards: a record that is being stored meanwhile sees the session, or is seen here.
    await this.queue.addRecordsOfSession({ hbs, emp });
  }

  private async store(
    { hbs, emp }: { readonly hbs: string | undefined; readonly emp: string | undefined },
    { providerId, authorisation, stopAcceptedAt, isReservation }: ReportedSession,
  ): Promise<void> {
    const names = Object.entries({ hbs, emp }).filter(([, key]) => key !== undefined);
    await this.dataSource.query(
      `insert into cdr.known_session as known
         (account, kind, key, provider_id, authorisations, stop_accepted_at, stops_accepted_at, is_reservation)
       select $1, kind, key, $4, $5::jsonb, $6::timestamptz, array_remove(array[$6::timestamptz], null), $7
       from unnest($2::text[], $3::text[]) as reported(kind, key) order by kind, key
       on conflict (account, kind, key) do update set
         provider_id = coalesce(known.provider_id, excluded.provider_id),
         authorisations = case when coalesce(known.authorisations, '[]') @> excluded.authorisations
           then known.authorisations else ${ADDED_AUTHORISATIONS} end,
         stop_accepted_at = least(known.stop_accepted_at, excluded.stop_accepted_at),
         stops_accepted_at = case when coalesce(known.stops_accepted_at, '{}') @> excluded.stops_accepted_at
           then known.stops_accepted_at else ${ADDED_STOPS} end,
         is_reservation = coalesce(known.is_reservation, false) or excluded.is_reservation
       where known.provider_id is null and excluded.provider_id is not null
         or not coalesce(known.authorisations, '[]') @> excluded.authorisations
         or not coalesce(known.stops_accepted_at, '{}') @> excluded.stops_accepted_at
         or excluded.stop_accepted_at < coalesce(known.stop_accepted_at, 'infinity')
         or excluded.is_reservation and known.is_reservation is not true`,
      [
        ACCOUNT,
        names.map(([kind]) => kind),
        names.map(([, key]) => key),
        providerId ?? null,
        storableText(JSON.stringify(authorisation ? [authorisation] : [])),
        stopAcceptedAt ?? null,
        isReservation === true,
      ],
    );
  }
}

/** The key of today first, then those under which earlier releases may have stored a record. */
function toKeys(name: string | undefined): readonly string[] {
  return name === undefined ? [] : storedSessionIdKeys(name).map((key) => keyText(key));
}
