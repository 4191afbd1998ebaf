import { Controller } from '@nestjs/common';
import {
  done,
  EventHandler,
  type AuthorizationDecided,
  type CloudEvent,
  type Outcome,
  type ReservationView,
  type SessionView,
} from '#messaging';
import { KnownSessions } from './known-sessions.js';

/** Learns which sessions are ours. Order and repetition of the events do not matter: a session stays known. */
@Controller()
export class KnownSessionsController {
  constructor(private readonly sessions: KnownSessions) {}

  @EventHandler('authorization.decided')
  async decided({ data }: CloudEvent<AuthorizationDecided>): Promise<Outcome> {
    if (data.decision === 'authorized') await this.sessions.remember(data);
    return done;
  }

  @EventHandler('session.opened')
  opened({ data }: CloudEvent<SessionView>): Promise<Outcome> {
    return this.heard(data);
  }

  /** A session that an app started has its SessionID only once HBS has answered. */
  @EventHandler('session.updated')
  updated({ data }: CloudEvent<SessionView>): Promise<Outcome> {
    return this.heard(data);
  }

  /** A reservation has a SessionID and a record too. */
  @EventHandler('reservation.updated')
  async reserved({ data }: CloudEvent<ReservationView>): Promise<Outcome> {
    const { id: empPartnerSessionId, sessionId, providerId } = data;
    await this.sessions.remember({ sessionId, empPartnerSessionId, providerId });
    return done;
  }

  /** A session that was first heard of by its own record or a notification is not one that we wanted. */
  private async heard(session: SessionView): Promise<Outcome> {
    if (session.startedBy !== 'other') await this.sessions.remember(session);
    return done;
  }
}
