import { Injectable } from '@nestjs/common';
import type { Decision } from './decision.js';

const MOST_SESSIONS = 50_000;

/** The last decisions of this replica, in memory; the oldest are forgotten first, and are in the database. */
@Injectable()
export class RecentDecisions {
  private readonly bySession = new Map<string, readonly Decision[]>();

  find(sessionKey: string, mediumKey: string): Decision | undefined {
    return this.bySession.get(sessionKey)?.find((each) => each.mediumKey === mediumKey);
  }

  findAll(sessionKey: string): readonly Decision[] {
    return this.bySession.get(sessionKey) ?? [];
  }

  put(decision: Decision): void {
    const others = this.findAll(decision.sessionKey).filter(
      ({ mediumKey }) => mediumKey !== decision.mediumKey,
    );
    this.bySession.delete(decision.sessionKey);
    this.bySession.set(decision.sessionKey, [...others, decision]);
    const [oldest] = this.bySession.keys();
    if (this.bySession.size > MOST_SESSIONS && oldest !== undefined) this.bySession.delete(oldest);
  }
}
