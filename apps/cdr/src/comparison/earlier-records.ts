import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ACCOUNT } from '../account.js';
import { isCompared } from '../sessions/session-facts.js';
import { toCharge } from './charge.js';
import { ComparisonQueue } from './comparison-queue.js';
import type { ComparedRecord } from './compared-record.js';
import type { Nearness } from './compare-with-charges.js';
import { readContexts, REPLACED_WITHIN_MS } from './read-contexts.js';

const BATCH = 500;
const LOOK_EVERY_MS = 10_000;

/**
 * Fills the columns for comparison of records that the release before stored, the latest first. What it stored while it was
 * replaced is compared; what it stored long before is only compared with. What was compared before one
 * of them could be found is compared again.
 */
@Injectable()
export class EarlierRecords {
  private nextLook = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: ComparisonQueue,
  ) {}

  /** @returns how many were read */
  async read(nearness: Nearness): Promise<number> {
    if (Date.now() < this.nextLook) return 0;
    const count = await this.dataSource.transaction(async (manager) => {
      const records = await manager.query<ComparedRecord[]>(
        `select session_key as "sessionKey", emp_session_key as "empSessionKey", operator_key as "operatorKey",
           uid_key as "uidKey", evse_key as "evseKey", summary
         from cdr.record where account = $1 and compared_with is null
         order by listed_at desc limit ${BATCH} for update skip locked`,
        [ACCOUNT],
      );
      if (records.length === 0) return 0;
      const charges = records.map(toCharge);
      const contexts = await readContexts(manager, charges, nearness);
      await manager.query(
        `update cdr.record set charging_start = read.start, charging_end = read."end", cpo_session_key = read.cpo,
           compared_with = '{}', session_compared = read.compared
         from jsonb_to_recordset($2::jsonb)
           as read (key text, start timestamptz, "end" timestamptz, cpo text, compared boolean)
         where account = $1 and session_key = read.key`,
        [
          ACCOUNT,
          JSON.stringify(
            charges.map(({ sessionKey: key, cpoSessionKey: cpo, during }) => ({
              key,
              cpo,
              compared: isCompared(contexts.get(key)?.session),
              start: during && new Date(during.start),
              end: during && new Date(during.end),
            })),
          ),
        ],
      );
      const since = Date.now() - REPLACED_WITHIN_MS;
      const recent = records.filter(({ summary }) => Date.parse(summary.receivedAt) > since);
      const colliding = [...contexts.values()].flatMap(({ others }) =>
        others.filter((each) => each.isCompared),
      );
      await this.queue.add(
        manager,
        [...recent, ...colliding].map(({ sessionKey }) => sessionKey),
      );
      return records.length;
    });
    if (count === 0) this.nextLook = Date.now() + LOOK_EVERY_MS;
    return count;
  }
}
