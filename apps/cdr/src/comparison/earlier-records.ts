import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ACCOUNT } from '../account.js';
import { toCharge } from './charge.js';
import { ComparisonQueue } from './comparison-queue.js';
import type { ComparedRecord } from './compared-record.js';

const BATCH = 500;
const LOOK_EVERY_MS = 10_000;
/** HBS lists nothing that is older: what arrives now collides with nothing from before. */
const REACH = '90 days';
/** What the release before stored while it was replaced is compared; what it stored long before is only compared with. */
const REPLACED_WITHIN_MS = 24 * 60 * 60_000;

/** Fills the columns for comparison of records that the release before stored. */
@Injectable()
export class EarlierRecords {
  private nextLook = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: ComparisonQueue,
  ) {}

  /** @returns how many were read */
  async read(): Promise<number> {
    if (Date.now() < this.nextLook) return 0;
    const count = await this.dataSource.transaction(async (manager) => {
      const records = await manager.query<ComparedRecord[]>(
        `select session_key as "sessionKey", emp_session_key as "empSessionKey", operator_key as "operatorKey",
           uid_key as "uidKey", evse_key as "evseKey", summary
         from cdr.record where account = $1 and compared_with is null and listed_at > now() - interval '${REACH}'
         order by listed_at desc limit ${BATCH} for update skip locked`,
        [ACCOUNT],
      );
      if (records.length === 0) return 0;
      const charges = records.map(toCharge);
      await manager.query(
        `update cdr.record set charging_start = read.start, charging_end = read."end", cpo_session_key = read.cpo,
           compared_with = '{}'
         from jsonb_to_recordset($2::jsonb) as read (key text, start timestamptz, "end" timestamptz, cpo text)
         where account = $1 and session_key = read.key`,
        [
          ACCOUNT,
          JSON.stringify(
            charges.map(({ sessionKey: key, cpoSessionKey: cpo, during }) => ({
              key,
              cpo,
              start: during && new Date(during.start),
              end: during && new Date(during.end),
            })),
          ),
        ],
      );
      const since = Date.now() - REPLACED_WITHIN_MS;
      const recent = records.filter(({ summary }) => Date.parse(summary.receivedAt) > since);
      await this.queue.add(
        manager,
        recent.map(({ sessionKey }) => sessionKey),
      );
      return records.length;
    });
    if (count === 0) this.nextLook = Date.now() + LOOK_EVERY_MS;
    return count;
  }
}
