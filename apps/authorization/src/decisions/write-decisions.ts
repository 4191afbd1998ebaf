import type { Outbox, OutboxTransaction } from '#messaging';
import type { AuthorizationStopAccepted, SuiteMessages } from '#suite';
import { runCorrelated } from '#platform';
import type { Decision, DecisionWithEvent } from './decision.js';

/** A decision that is not written yet, and the trace in which it was made. */
export interface UnwrittenDecision {
  readonly decision: DecisionWithEvent;
  readonly traceparent: string | undefined;
}

/** An accepted stop whose event is not written yet; nothing else is stored of it. */
export interface UnwrittenStop {
  readonly stop: AuthorizationStopAccepted;
  readonly sessionKey: string;
  readonly traceparent: string | undefined;
}

/** What the ledger writes. */
export type Unwritten = UnwrittenDecision | UnwrittenStop;

/**
 * Writes decisions and the events of accepted stops in one transaction.
 *
 * @returns for each, in order, the decision that stands; `undefined` for a stop
 */
export async function writeBatch(
  outbox: Outbox<SuiteMessages>,
  batch: readonly Unwritten[],
): Promise<readonly (Decision | undefined)[]> {
  const decisions = batch.filter((each) => 'decision' in each);
  return await outbox.transaction(async (transaction) => {
    const standing = decisions.length === 0 ? [] : await writeDecisions(transaction, decisions);
    for (const each of batch) {
      if ('decision' in each) continue;
      runCorrelated(each.traceparent, () =>
        transaction.publish('authorization.stop-accepted', each.sessionKey, each.stop),
      );
    }
    return batch.map((each) => ('decision' in each ? standing[decisions.indexOf(each)] : undefined));
  });
}

/**
 * Writes decisions and the events that publish them in one transaction. Where there is an earlier one of the same session
 * and medium, that one stands, and the later is neither stored nor published. Writing the same again does nothing.
 *
 * @returns for each, in order, the decision that stands
 */
async function writeDecisions(
  transaction: OutboxTransaction<SuiteMessages>,
  decisions: readonly UnwrittenDecision[],
): Promise<readonly Decision[]> {
  const { manager } = transaction;
  const rows = decisions.map(({ decision: { event, ...row } }) => ({ ...row, decidedAt: event.at }));
  // In one order, so that replicas that write the same never wait for each other in a circle.
  const written = await manager.query<{ id: string }[]>(
    `insert into auth.decision (session_key, medium_key, code, evco_key, emp_partner_session_id, decided_at)
       select "sessionKey", "mediumKey", code, "evcoKey", "empPartnerSessionId", "decidedAt"
       from jsonb_to_recordset($1::jsonb) as row("sessionKey" text, "mediumKey" text, code text,
         "evcoKey" text, "empPartnerSessionId" uuid, "decidedAt" timestamptz)
       order by 1, 2
       on conflict do nothing
       returning emp_partner_session_id as id`,
    [JSON.stringify(rows)],
  );
  const ids = new Set(written.map(({ id }) => id));
  for (const { decision, traceparent } of decisions) {
    if (ids.has(decision.empPartnerSessionId))
      runCorrelated(traceparent, () =>
        transaction.publish('authorization.decided', decision.sessionKey, decision.event),
      );
  }
  if (ids.size === decisions.length) return decisions.map(({ decision }) => decision);
  const standing = await manager.query<Decision[]>(
    `select d.session_key as "sessionKey", d.medium_key as "mediumKey", d.code, d.evco_key as "evcoKey",
         d.emp_partner_session_id as "empPartnerSessionId"
       from auth.decision d join jsonb_to_recordset($1::jsonb) as row("sessionKey" text, "mediumKey" text)
         on d.session_key = row."sessionKey" and d.medium_key = row."mediumKey"`,
    [JSON.stringify(rows)],
  );
  return decisions.map(
    ({ decision }) =>
      standing.find(
        (each) => each.sessionKey === decision.sessionKey && each.mediumKey === decision.mediumKey,
      ) ?? decision,
  );
}
