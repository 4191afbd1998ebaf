import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RpcRefusal } from '#messaging';
import { readAll, type EvseQuery, type EvseView, type ExaminedEvse, type Page } from '#suite';
import { parseEvseIdQuery } from '#oicp';
import { selectPage } from '#persistence';
import { MISSING_RECORD, MissingRecordStore } from '../findings/missing-record-store.js';
import type { RecordFinding } from '../findings/record-violations.js';
import { FindingsService } from '../findings/findings.service.js';
import { examineStoredRecord } from '../replica/parsed-record.js';
import { OperatorIds } from '../filters/operator-ids.js';
import { FilterValues } from '../filters/filter-values.js';
import { toEvseView, VIEW_COLUMNS, type EvseRow } from './evse-row.js';
import { unknownEvseRefusal } from './unknown-evse.js';
import { buildSearchStatement, type ResolvedEvseQuery } from './search-statement.js';

/** Searches and reads charging points of the replica. */
@Injectable()
export class EvsesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly values: FilterValues,
    private readonly operators: OperatorIds,
    private readonly findings: FindingsService,
    private readonly missing: MissingRecordStore,
  ) {}

  /**
   * Searches charging points: the nearest first where a position is given, otherwise by EvseID.
   *
   * @throws {CursorError} @throws {RpcRefusal} FILTER_INVALID
   */
  async search(query: EvseQuery): Promise<Page<EvseView>> {
    const resolved = await this.resolve(query);
    const select = (most: number): Promise<EvseRow[]> => {
      const { sql, parameters } = buildSearchStatement(resolved, most);
      return this.dataSource.query<EvseRow[]>(sql, [...parameters]);
    };
    return await selectPage(query.limit, select, {
      keyOf: ({ chord, key }) => (chord === undefined ? [key] : [String(chord), key]),
      itemOf: toEvseView,
    });
  }

  /**
   * Finds one charging point with its findings. One of which HBS has sent only a status has no record.
   *
   * @throws {RpcRefusal} EVSE_UNKNOWN, EVSE_ID_INVALID
   */
  async get(evseId: string): Promise<ExaminedEvse> {
    const [row] = await this.dataSource.query<EvseRow[]>(
      `select ${VIEW_COLUMNS} from (select unnest($1::text[]) as key) wanted
       left join evse.evse e using (key) left join evse.evse_status s using (key)
       where e.key is not null or s.key is not null order by array_position($1::text[], key) limit 1`,
      [parseEvseIdQuery(evseId).keys],
    );
    if (!row) throw unknownEvseRefusal(evseId);
    const ofStatus = (await this.findings.findAboutStatus(row.key)).map((each) =>
      toFindingView('status', each),
    );
    if (row.raw === null) {
      const ofMissing = this.missing.areKnown ? [toFindingView('status', MISSING_RECORD)] : [];
      return { ...toEvseView(row), findings: [...ofMissing, ...ofStatus] };
    }
    const { record, findings } = examineStoredRecord(row.raw);
    const ofRecord = findings.map((each) => toFindingView('record', each));
    return { ...toEvseView({ ...row, raw: null }), record, findings: [...ofRecord, ...ofStatus] };
  }

  /** The record as HBS sent it, as JSON. @throws {RpcRefusal} EVSE_UNKNOWN, EVSE_ID_INVALID */
  async raw(evseId: string): Promise<Buffer> {
    const asked = parseEvseIdQuery(evseId);
    const [row] = await this.dataSource.query<{ raw: string }[]>(
      `select raw from evse.evse where key = any($1::text[]) order by array_position($1::text[], key) limit 1`,
      [asked.keys],
    );
    if (row) return Buffer.from(row.raw);
    if (asked.problem !== undefined) throw unknownEvseRefusal(evseId);
    throw new RpcRefusal('EVSE_UNKNOWN', 'HBS has sent no record of a charging point with this EvseID.');
  }

  private async resolve({ operatorIds, ...query }: EvseQuery): Promise<ResolvedEvseQuery> {
    const [plugs, statuses, authenticationModes, operatorKeys] = await readAll([
      query.plugs && this.values.resolve('plug', query.plugs),
      query.statuses && this.values.resolve('status', query.statuses),
      query.authenticationModes && this.values.resolve('authenticationMode', query.authenticationModes),
      operatorIds && this.operators.resolve(operatorIds),
    ]);
    return { ...query, plugs, statuses, authenticationModes, operatorKeys };
  }
}

type ExaminedFinding = NonNullable<ExaminedEvse['findings']>[number];

function toFindingView(
  about: 'record' | 'status',
  { code, pointer, message }: RecordFinding,
): ExaminedFinding {
  return { about, code, ...(pointer !== '' && { pointer }), message };
}
