import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RpcRefusal } from '#messaging';
import { readAll, type EvseQuery, type EvseView, type ExaminedEvse, type Page } from '#suite';
import { askedEvseId } from '#oicp';
import { cursorOf } from '#persistence';
import type { EvseFinding } from '../findings/kept-violations.js';
import {
  MissingRecordStore,
  RECORD_MISSING,
  RECORD_MISSING_MESSAGE,
} from '../findings/missing-record-store.js';
import { FindingsService } from '../findings/findings.service.js';
import { recordWithFindings } from '../replica/understood-record.js';
import { AskedOperators } from './asked-operators.js';
import { AskedValues } from './asked-values.js';
import { evseView, VIEW_COLUMNS, type EvseRow } from './evse-row.js';
import { unknownEvse } from './unknown-evse.js';
import { searchStatement, type ReadEvseQuery } from './search-statement.js';

/** The replica as an app asks it. */
@Injectable()
export class EvsesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly values: AskedValues,
    private readonly operators: AskedOperators,
    private readonly findings: FindingsService,
    private readonly missing: MissingRecordStore,
  ) {}

  /**
   * The nearest first where a point is given, else by EvseID.
   * @throws {CursorError} @throws {RpcRefusal} FILTER_INVALID
   */
  async search(query: EvseQuery): Promise<Page<EvseView>> {
    const { sql, parameters } = searchStatement(await this.read(query));
    const rows = await this.dataSource.query<EvseRow[]>(sql, [...parameters]);
    const shown = rows.slice(0, query.limit);
    const items = shown.map(evseView);
    const last = shown.at(-1);
    if (rows.length <= query.limit || !last) return { items };
    const key = last.chord === undefined ? [last.key] : [String(last.chord), last.key];
    return { items, next: cursorOf(...key) };
  }

  /**
   * An EVSE of which HBS has sent only a status has only that.
   * @throws {RpcRefusal} EVSE_UNKNOWN, EVSE_ID_INVALID
   */
  async get(evseId: string): Promise<ExaminedEvse> {
    const [row] = await this.dataSource.query<EvseRow[]>(
      `select ${VIEW_COLUMNS} from (select unnest($1::text[]) as key) wanted
       left join evse.evse e using (key) left join evse.evse_status s using (key)
       where e.key is not null or s.key is not null order by array_position($1::text[], key) limit 1`,
      [askedEvseId(evseId).keys],
    );
    if (!row) throw unknownEvse(evseId);
    const ofStatus = (await this.findings.ofStatus(row.key)).map((each) => shown('status', each));
    if (row.raw === null) {
      const missing: EvseFinding = { code: RECORD_MISSING, pointer: '', message: RECORD_MISSING_MESSAGE };
      const ofMissing = this.missing.areKnown ? [shown('status', missing)] : [];
      return { ...evseView(row), findings: [...ofMissing, ...ofStatus] };
    }
    const { record, findings } = recordWithFindings(row.raw);
    const ofRecord = findings.map((each) => shown('record', each));
    return { ...evseView({ ...row, raw: null }), record, findings: [...ofRecord, ...ofStatus] };
  }

  /** The record as HBS sent it. @throws {RpcRefusal} EVSE_UNKNOWN, EVSE_ID_INVALID */
  async raw(evseId: string): Promise<Buffer> {
    const asked = askedEvseId(evseId);
    const [row] = await this.dataSource.query<{ raw: string }[]>(
      `select raw from evse.evse where key = any($1::text[]) order by array_position($1::text[], key) limit 1`,
      [asked.keys],
    );
    if (row) return Buffer.from(row.raw);
    if (asked.problem !== undefined) throw unknownEvse(evseId);
    throw new RpcRefusal('EVSE_UNKNOWN', 'HBS has sent no record of a charging point with this EvseID.');
  }

  private async read({ operatorIds, ...query }: EvseQuery): Promise<ReadEvseQuery> {
    const [plugs, statuses, authenticationModes, operatorKeys] = await readAll([
      query.plugs && this.values.read('plug', query.plugs),
      query.statuses && this.values.read('status', query.statuses),
      query.authenticationModes && this.values.read('authenticationMode', query.authenticationModes),
      operatorIds && this.operators.keys(operatorIds),
    ]);
    return { ...query, plugs, statuses, authenticationModes, operatorKeys };
  }
}

type ExaminedFinding = NonNullable<ExaminedEvse['findings']>[number];

function shown(about: 'record' | 'status', { code, pointer, message }: EvseFinding): ExaminedFinding {
  return { about, code, ...(pointer !== '' && { pointer }), message };
}
