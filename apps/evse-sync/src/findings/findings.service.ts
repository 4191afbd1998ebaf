import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EvseFinding, EvseFindingCode, EvseFindingQuery, Page } from '#suite';
import { parseCursor, selectPage, storableText } from '#persistence';
import { OperatorIds } from '../filters/operator-ids.js';
import { MISSING_RECORD } from './missing-record-store.js';

interface FindingRow {
  readonly key: string;
  readonly about: 'record' | 'status';
  readonly code: EvseFindingCode;
  readonly pointer: string;
  readonly message: string;
  readonly since: Date;
  readonly evse_id: string;
  readonly operator_id: string | null;
  readonly operator_name: string | null;
}

/** The findings about all charging points. */
@Injectable()
export class FindingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly operators: OperatorIds,
  ) {}

  /** Lists findings by EvseID. @throws {CursorError} @throws {RpcRefusal} FILTER_INVALID */
  async list({ limit, cursor, operatorId, code, from, to }: EvseFindingQuery): Promise<Page<EvseFinding>> {
    const parameters: unknown[] = [];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const after = cursor === undefined ? undefined : parseCursor(cursor, 4).map((each) => storableText(each));
    const conditions = [
      ...(code === undefined ? [] : [`f.code = ${bind(code)}`]),
      ...(from === undefined ? [] : [`f.since >= ${bind(from)}::timestamptz`]),
      ...(to === undefined ? [] : [`f.since < ${bind(to)}::timestamptz`]),
      ...(after === undefined
        ? []
        : [`(f.key, f.about, f.code, f.pointer) > (${after.map(bind).join(', ')})`]),
    ];
    const source =
      operatorId === undefined
        ? fromAll(conditions)
        : fromOperator(conditions, {
            keys: bind(await this.operators.resolve([operatorId])),
            firstKey: after && bind(after[0]),
          });
    const select = (most: number): Promise<FindingRow[]> =>
      this.dataSource.query<FindingRow[]>(
        `select f.key, f.about, f.code, f.pointer, f.message, f.since, coalesce(e.evse_id, s.evse_id) as evse_id, e.operator_id, e.operator_name
         from ${source} order by f.key, f.about, f.code, f.pointer limit ${most}`,
        parameters,
      );
    return await selectPage(limit, select, {
      keyOf: (last) => [last.key, last.about, last.code, last.pointer],
      itemOf: toFinding,
    });
  }

  /** Findings about the status of one charging point in the latest snapshot, by its canonical EvseID. */
  async findAboutStatus(key: string): Promise<readonly Pick<FindingRow, 'code' | 'pointer' | 'message'>[]> {
    return await this.dataSource.query<FindingRow[]>(
      `select code, pointer, message from evse.evse_finding where key = $1 and about = 'status' and code <> $2 order by code`,
      [key, MISSING_RECORD.code],
    );
  }
}

/** All findings, those about statuses without a record included. */
function fromAll(conditions: readonly string[]): string {
  const shown = [
    // A process of the release before deletes a record without its findings.
    '(e.key is not null or s.key is not null)',
    `(f.about = 'status' or e.key is not null)`,
    // A delta pull may have inserted the record since; the next snapshot deletes the finding.
    `(f.code <> '${MISSING_RECORD.code}' or e.key is null)`,
  ];
  return `evse.evse_finding f left join evse.evse e using (key) left join evse.evse_status s using (key)
    where ${[...shown, ...conditions].join(' and ')}`;
}

/**
 * The findings of one operator, from its charging points in order: an operator with few findings must not cost a pass over
 * those of all others, which the planner prefers when it may choose (`offset 0` forbids it).
 *
 * @param bound the parameters with the keys of the operator, and with the key of the charging point to begin with
 */
function fromOperator(
  conditions: readonly string[],
  bound: { readonly keys: string; readonly firstKey: string | undefined },
): string {
  const first = bound.firstKey === undefined ? '' : `and key >= ${bound.firstKey}`;
  const shown = ['f.key = e.key', `f.code <> '${MISSING_RECORD.code}'`];
  return `(select key, evse_id, operator_id, operator_name from evse.evse
      where operator_key = any(${bound.keys}::text[]) ${first} order by key) e
    cross join lateral (select f.* from evse.evse_finding f
      where ${[...shown, ...conditions].join(' and ')} offset 0) f
    left join evse.evse_status s on s.key = e.key`;
}

function toFinding(row: FindingRow): EvseFinding {
  const { about, code, pointer, message, since, evse_id, operator_id, operator_name } = row;
  return {
    evseId: evse_id,
    ...(operator_id !== null && { operatorId: operator_id }),
    ...(operator_name !== null && { operatorName: operator_name }),
    about,
    code,
    ...(pointer !== '' && { pointer }),
    message,
    since: since.toISOString(),
  };
}
