import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  ComparisonSettings,
  RpcHandler,
  type Page,
  type SessionOwner,
  type SessionQuery,
  type SessionView,
  type SessionWithTimeline,
} from '#suite';
import { viewOf } from '../state/view-of.js';
import { loadFacts } from '../store/session-facts.js';
import { Sessions } from '../store/sessions.js';
import { listSessions } from './session-list.js';
import { timelineOf } from './timeline.js';

/** Queries of the API and of other services. */
@Controller()
export class SessionQueriesRpcHandlers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: Sessions,
    private readonly limits: ComparisonSettings,
  ) {}

  @RpcHandler('session.get')
  async get({ id }: { id: string }): Promise<SessionWithTimeline> {
    const session = await this.sessions.find(id);
    const facts = await loadFacts(this.dataSource.manager, session.id);
    // From the facts that the timeline shows: the stored view may be a moment older than they are.
    const comparison = { limits: this.limits, power: session.power };
    return { ...viewOf(session.id, facts, comparison), timeline: timelineOf(facts, comparison) };
  }

  @RpcHandler('session.list')
  async list(query: SessionQuery): Promise<{ items: SessionView[]; next?: string | undefined }> {
    const page: Page<SessionView> = await listSessions(this.dataSource, query);
    return page;
  }

  @RpcHandler('session.owner')
  async owner({ sessionId }: { sessionId: string }): Promise<SessionOwner> {
    const session = await this.sessions.named(sessionId);
    if (!session) return { known: false };
    const { id, state, startedBy, evcoId, uid, providerId, empPartnerSessionId } = session.view;
    return { known: true, id, state, startedBy, evcoId, uid, providerId, empPartnerSessionId };
  }
}
