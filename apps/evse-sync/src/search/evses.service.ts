import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  RpcRefusal,
  type EvseQuery,
  type EvseView,
  type EvseFindingCode,
  type ExaminedEvse,
  type Finding,
  type Page,
} from '#messaging';
import { evseIdKey } from '#oicp';
import { cursorOf } from '#persistence';
import { FindingsService } from '../findings/findings.service.js';
import { recordWithFindings } from '../replica/understood-record.js';
import { evseView, VIEW_COLUMNS, type EvseRow } from './evse-row.js';
import { searchStatement } from './search-statement.js';

const RECORD_MISSING: Finding = {
  code: 'record-missing' satisfies EvseFindingCode,
  message: 'HBS lists a status of this EVSE, and no record: no search finds it',
};

/** The replica as an app asks it. */
@Injectable()
export class EvsesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly findings: FindingsService,
  ) {}

  /** The nearest first where a point is given, else by EvseID. @throws {CursorError} */
  async search(query: EvseQuery): Promise<Page<EvseView>> {
    const { sql, parameters } = searchStatement(query);
    const rows = await this.dataSource.query<EvseRow[]>(sql, [...parameters]);
    const shown = rows.slice(0, query.limit);
    const items = shown.map(evseView);
    const last = shown.at(-1);
    if (rows.length <= query.limit || !last) return { items };
    const key = last.chord === undefined ? [last.key] : [String(last.chord), last.key];
    return { items, next: cursorOf(...key) };
  }

  /** An EVSE of which HBS has told only a status has only that. @throws {RpcRefusal} EVSE_UNKNOWN */
  async get(evseId: string): Promise<ExaminedEvse> {
    const [row] = await this.dataSource.query<EvseRow[]>(
      `select ${VIEW_COLUMNS} from (select $1::text as key) wanted
       left join evse.evse e using (key) left join evse.evse_status s using (key)
       where e.key is not null or s.key is not null`,
      [evseIdKey(evseId)],
    );
    if (!row) throw new RpcRefusal('EVSE_UNKNOWN', 'HBS has told of no charging point with this EvseID');
    const ofStatus = await this.findings.ofStatus(row.key);
    if (row.raw === null) return { ...evseView(row), findings: [RECORD_MISSING, ...ofStatus] };
    const { record, findings } = recordWithFindings(row.raw);
    return { ...evseView({ ...row, raw: null }), record, findings: [...findings, ...ofStatus] };
  }

  /** The record as HBS sent it. @throws {RpcRefusal} EVSE_UNKNOWN */
  async raw(evseId: string): Promise<Buffer> {
    const [row] = await this.dataSource.query<{ raw: string }[]>('select raw from evse.evse where key = $1', [
      evseIdKey(evseId),
    ]);
    if (!row)
      throw new RpcRefusal('EVSE_UNKNOWN', 'HBS has sent no record of a charging point with this EvseID');
    return Buffer.from(row.raw);
  }
}
