import { Controller } from '@nestjs/common';
import { done, type CloudEvent, type Outcome } from '#messaging';
import {
  EventHandler,
  type AuthorizationDecided,
  type AuthorizationStopAccepted,
  type ReservationView,
  type SessionView,
} from '#suite';
import { KnownSessions } from './known-sessions.js';

/** Learns which sessions are ours. Order and repetition of the events do not matter: a session stays known. */
@Controller()
export class KnownSessionsEventHandlers {
  constructor(private readonly sessions: KnownSessions) {}

  @EventHandler('authorization.decided')
  async rememberDecision({ data }: CloudEvent<AuthorizationDecided>): Promise<Outcome> {
    const { decision, sessionId, empPartnerSessionId, providerId, at, uid, evcoId, evseId } = data;
    if (decision !== 'authorized') return done;
    const authorisation = { at, uid, evcoId, evseId };
    await this.sessions.remember({ sessionId, empPartnerSessionId, providerId, authorisation });
    return done;
  }

  /** A session that HBS authorised without us does not become ours because its driver may stop it. */
  @EventHandler('authorization.stop-accepted')
  async rememberStop({ data }: CloudEvent<AuthorizationStopAccepted>): Promise<Outcome> {
    const { startedBy, sessionId, empPartnerSessionId, providerId, at: stopAcceptedAt } = data;
    if (startedBy === 'other') return done;
    await this.sessions.remember({ sessionId, empPartnerSessionId, providerId, stopAcceptedAt });
    return done;
  }

  @EventHandler('session.opened')
  onSessionOpened({ data }: CloudEvent<SessionView>): Promise<Outcome> {
    return this.rememberSession(data);
  }

  /** A session that an app started has its SessionID only once HBS has answered. */
  @EventHandler('session.updated')
  onSessionUpdated({ data }: CloudEvent<SessionView>): Promise<Outcome> {
    return this.rememberSession(data);
  }

  /** A stop may be accepted of a session whose end was reported first. */
  @EventHandler('session.closed')
  onSessionClosed({ data }: CloudEvent<SessionView>): Promise<Outcome> {
    return this.rememberSession(data);
  }

  /** A reservation has a SessionID and a record too. */
  @EventHandler('reservation.updated')
  async rememberReservation({ data }: CloudEvent<ReservationView>): Promise<Outcome> {
    const { id: empPartnerSessionId, sessionId, providerId, requestedAt: at, evcoId, evseId } = data;
    const authorisation = { at, evcoId, evseId, ...refusedIf(data.state === 'failed') };
    await this.sessions.remember({
      sessionId,
      empPartnerSessionId,
      providerId,
      authorisation,
      isReservation: true,
    });
    return done;
  }

  /**
   * A session that was first reported by its own record or a notification is not one of ours. Of the others only
   * what an app requested is taken: what else a session shows may come from the very record that is compared with it.
   */
  private async rememberSession(session: SessionView): Promise<Outcome> {
    const { startedBy, sessionId, empPartnerSessionId, providerId, stopAcceptedAt } = session;
    if (startedBy === 'other') return done;
    const { requestedAt: at, evcoId, requestedEvseId: evseId } = session;
    // The release before only has the state, which the operator's reports may have overtaken.
    const isRefused = session.startRefusedAt !== undefined || session.state === 'failed';
    const authorisation =
      startedBy === 'app' && at !== undefined ? { at, evcoId, evseId, ...refusedIf(isRefused) } : undefined;
    await this.sessions.remember({
      sessionId,
      empPartnerSessionId,
      providerId,
      authorisation,
      stopAcceptedAt,
    });
    return done;
  }
}

function refusedIf(isRefused: boolean): { readonly refused?: true } {
  return isRefused ? { refused: true } : {};
}
