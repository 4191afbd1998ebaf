import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { done, type CloudEvent, type Outcome } from '#messaging';
import { EventHandler, type SessionView } from '#suite';
import { uidKey } from '#oicp';
import { storableSessionKey } from './storable-session-key.js';

/** Stores what AuthorizeStop needs of every session, from the events of remote-session, in any order. */
@Controller()
export class SessionEventHandlers {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores the owner of a session that was opened. */
  @EventHandler('session.opened')
  opened(event: CloudEvent<SessionView>): Promise<Outcome> {
    return this.store(event);
  }

  /** Stores what changed. */
  @EventHandler('session.updated')
  updated(event: CloudEvent<SessionView>): Promise<Outcome> {
    return this.store(event);
  }

  /** Stores what was known at the end. */
  @EventHandler('session.closed')
  closed(event: CloudEvent<SessionView>): Promise<Outcome> {
    return this.store(event);
  }

  private async store({ data, sequence }: CloudEvent<SessionView>): Promise<Outcome> {
    const sessionKey = storableSessionKey(data.sessionId);
    // A session of an app has no SessionID yet, so no AuthorizeStop can name it. An event with the SessionID follows.
    if (sessionKey === undefined) return done;
    await this.dataSource.query(
      `insert into auth.session (session_key, started_by, evco_id, uid, emp_partner_session_id, sequence, told_at)
       values ($1, $2, $3, $4, $5, $6, now())
       on conflict (session_key) do update set started_by = excluded.started_by, evco_id = excluded.evco_id,
         uid = excluded.uid, emp_partner_session_id = excluded.emp_partner_session_id, sequence = excluded.sequence,
         told_at = excluded.told_at
       where session.sequence < excluded.sequence`,
      [
        sessionKey,
        data.startedBy,
        data.evcoId ?? null,
        data.uid === undefined ? null : (uidKey(data.uid) ?? null),
        data.empPartnerSessionId ?? null,
        sequence,
      ],
    );
    return done;
  }
}
