import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Outbox, RpcRefusal } from '#messaging';
import { HbsClient, ProviderSettings, valueRefusal, type EvseStatusView, type SuiteMessages } from '#suite';
import { parseEvseIdQuery, toHbsEvseId, pullEvseStatusById } from '#oicp';
import { applyChanges, createChangeTable } from './status-changes.js';
import { parseStatus, type ReceivedStatus } from './read-statuses.js';

/** Pulls the status of single charging points from HBS for a caller who waits for it. */
@Injectable()
export class RefreshStatusService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox<SuiteMessages>,
    private readonly hbs: HbsClient,
    private readonly provider: ProviderSettings,
  ) {}

  /** Pulls, stores and returns the statuses of EVSEs. @throws {RpcRefusal} EVSE_ID_INVALID, HBS_GAVE_NO_STATUS */
  async refresh(evseIds: readonly string[], signal: AbortSignal): Promise<readonly EvseStatusView[]> {
    const providerId = this.provider.mainProviderId;
    const [clock] = await this.dataSource.query<{ at: string }[]>('select clock_timestamp()::text as at');
    const observedAt = clock?.at ?? '';
    const body = writeRequest(providerId, await this.toHbsSpelling(evseIds));
    const { answer } = await this.hbs.ask('pullEvseStatusById', providerId, body, { signal });
    if (answer.outcome !== 'accepted') throw new RpcRefusal('HBS_GAVE_NO_STATUS', answer.sentence);
    const received = (answer.value.EVSEStatusRecords?.EvseStatusRecord ?? [])
      .map(({ EvseID, EvseStatus }) => parseStatus(EvseID, EvseStatus))
      .filter((each) => each !== undefined);
    const latest = [...new Map(received.map((each) => [each.key, each])).values()];
    await this.write(latest, observedAt);
    const statusObservedAt = new Date(observedAt).toISOString();
    return latest.map(({ evseId, status }) => ({ evseId, status, statusObservedAt }));
  }

  /** The EvseIDs in the spelling of HBS, where the replica has it. */
  private async toHbsSpelling(evseIds: readonly string[]): Promise<readonly string[]> {
    const asked = evseIds.map((evseId) => ({ evseId, keys: parseEvseIdQuery(evseId).keys }));
    const rows = await this.dataSource.query<{ key: string; evse_id: string }[]>(
      `select key, evse_id from evse.evse_status where key = any($1)
       union all select key, evse_id from evse.evse where key = any($1)`,
      [asked.flatMap(({ keys }) => keys)],
    );
    const written = new Map(rows.map(({ key, evse_id }) => [key, evse_id]));
    return [
      ...new Set(
        asked.map(({ evseId, keys }) => {
          const key = keys.find((each) => written.has(each)) ?? '';
          return written.get(key) ?? toHbsEvseId(evseId) ?? evseId;
        }),
      ),
    ];
  }

  private async write(statuses: readonly ReceivedStatus[], observedAt: string): Promise<void> {
    if (statuses.length === 0) return;
    await this.outbox.transaction(async (transaction) => {
      const { manager } = transaction;
      await createChangeTable(manager);
      // Locked in one order, so that two refreshes of the same EVSEs do not deadlock.
      await manager.query('select from evse.evse_status where key = any($1) order by key for update', [
        statuses.map(({ key }) => key),
      ]);
      await manager.query(
        `insert into status_change (key, evse_id, status, previous)
         select t.key, t.evse_id, t.status, s.status
         from unnest($1::text[], $2::text[], $3::text[]) as t (key, evse_id, status)
         left join evse.evse_status s using (key)
         where s.observed_at is null or s.observed_at <= $4::timestamptz order by key`,
        [
          statuses.map(({ key }) => key),
          statuses.map(({ evseId }) => evseId),
          statuses.map(({ status }) => status),
          observedAt,
        ],
      );
      await applyChanges(transaction, observedAt);
    });
  }
}

function writeRequest(providerId: string, evseIds: readonly string[]): string {
  try {
    return pullEvseStatusById.write({ ProviderID: providerId, EvseID: evseIds });
  } catch {
    const problem = evseIds.map((each) => parseEvseIdQuery(each).problem).find((each) => each !== undefined);
    throw valueRefusal('EVSE_ID_INVALID', 'evseId', problem ?? 'HBS accepts no EvseID of this form');
  }
}
