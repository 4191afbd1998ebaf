import { Injectable } from '@nestjs/common';
import type { Decision } from './decision.js';

const SESSIONS_LIMIT = 50_000;

/** The last 50,000 sessions with decisions of this replica, in memory. Older ones are in the database only. */
@Injectable()
export class RecentDecisions {
  private readonly bySession = new Map<string, readonly Decision[]>();

  /** The decision of a session and medium. */
  find(sessionKey: string, mediumKey: string): Decision | undefined {
    return this.bySession.get(sessionKey)?.find((each) => each.mediumKey === mediumKey);
  }

  /** The decisions of a session, one for each medium. */
  findAll(sessionKey: string): readonly Decision[] {
    return this.bySession.get(sessionKey) ?? [];
  }

  /** Adds a decision, or replaces that of its session and medium. */
  put(decision: Decision): void {
    const others = this.findAll(decision.sessionKey).filter(
      ({ mediumKey }) => mediumKey !== decision.mediumKey,
    );
    this.bySession.delete(decision.sessionKey);
    this.bySession.set(decision.sessionKey, [...others, decision]);
    const [oldest] = this.bySession.keys();
    if (this.bySession.size > SESSIONS_LIMIT && oldest !== undefined) this.bySession.delete(oldest);
  }
}
