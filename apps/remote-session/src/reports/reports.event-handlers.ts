import { Controller } from '@nestjs/common';
import { done, type CloudEvent, type Outcome } from '#messaging';
import {
  EventHandler,
  type AuthorizationDecided,
  type AuthorizationStopAccepted,
  type CdrSummary,
} from '#suite';
import { ReservationLife } from '../reservation/reservation-life.js';
import { SessionRecorder } from '../store/session-recorder.js';
import { authorizedFact } from './authorized-fact.js';
import { recordFact } from './record-fact.js';
import { stopAuthorizedFact } from './stop-authorized-fact.js';

/** What the other services publish about sessions. */
@Controller()
export class ReportsEventHandlers {
  constructor(
    private readonly recorder: SessionRecorder,
    private readonly reservations: ReservationLife,
  ) {}

  @EventHandler('authorization.decided')
  async recordDecision({ data }: CloudEvent<AuthorizationDecided>): Promise<Outcome> {
    if (data.decision !== 'authorized') return done; // a refused authorisation leaves no session at HBS
    const { sessionId, empPartnerSessionId } = data;
    await this.recorder.record({ sessionId, empPartnerSessionId, ours: true }, [
      authorizedFact(data, Date.now()),
    ]);
    return done;
  }

  /** It may overtake the decision about the start. */
  @EventHandler('authorization.stop-accepted')
  async recordStop({ data }: CloudEvent<AuthorizationStopAccepted>): Promise<Outcome> {
    const { sessionId, empPartnerSessionId } = data;
    await this.recorder.record({ sessionId, empPartnerSessionId, ours: false }, [
      stopAuthorizedFact(data, Date.now()),
    ]);
    return done;
  }

  @EventHandler('cdr.received')
  onCdrReceived({ data, sequence }: CloudEvent<CdrSummary>): Promise<Outcome> {
    return this.recordCdr(data, sequence);
  }

  /** It may overtake `cdr.received`, and be overtaken by an earlier one. */
  @EventHandler('cdr.updated')
  onCdrUpdated({ data, sequence }: CloudEvent<CdrSummary>): Promise<Outcome> {
    return this.recordCdr(data, sequence);
  }

  @EventHandler('cdr.conflicted')
  async recordConflict({
    data,
  }: CloudEvent<{ sessionId: string; stored: CdrSummary; other: CdrSummary }>): Promise<Outcome> {
    if (await this.reservations.owns(data.stored)) return done;
    // The first record ends the session even if its own event was lost or is still on its way.
    const facts = [recordFact('recorded', data.stored), recordFact('record-conflicted', data.other)];
    await this.recorder.record({ sessionId: data.sessionId, ours: false }, facts);
    return done;
  }

  /** A record as cdr sees it: with more becoming known, its findings and its contract change, and nothing else. */
  private async recordCdr(cdr: CdrSummary, sequence: string): Promise<Outcome> {
    const { sessionId, empPartnerSessionId } = cdr;
    if (await this.reservations.owns(cdr)) return done;
    await this.recorder.record({ sessionId, empPartnerSessionId, ours: false }, [
      recordFact('recorded', cdr, sequence),
    ]);
    return done;
  }
}
