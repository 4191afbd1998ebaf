import { isUtf8 } from 'node:buffer';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RpcRefusal } from '#messaging';
import type { Page, PageQuery, UnreadableCdr } from '#suite';
import { parseCursor, parseRowNumberPart, selectPage } from '#persistence';
import { ACCOUNT } from '../account.js';
import { showBytes } from './record-detail.js';

const BEGINNING = 1_000;
const ID = /^\d{1,18}$/;

interface Row {
  readonly id: string;
  readonly problem: string;
  readonly source: UnreadableCdr['source'];
  readonly operatorId: string | null;
  readonly providerId: string | null;
  readonly receivedAt: Date;
  readonly copies: number;
  readonly rawBytes: number;
  readonly beginning: Buffer;
}

/** What was received instead of charge detail records, the latest first. */
@Injectable()
export class ListUnreadable {
  constructor(private readonly dataSource: DataSource) {}

  async list({ limit, cursor }: PageQuery): Promise<Page<UnreadableCdr>> {
    const before = cursor === undefined ? null : parseRowNumberPart(parseCursor(cursor, 1)[0]);
    const select = `select id, problem, source, operator_id as "operatorId", provider_id as "providerId",
         received_at as "receivedAt", copies, length(raw) as "rawBytes",
         substring(raw from 1 for ${BEGINNING}) as beginning
       from cdr.unreadable where account = $1 and ($2::bigint is null or id < $2::bigint)
       order by id desc limit $3`;
    return await selectPage(limit, (most) => this.dataSource.query<Row[]>(select, [ACCOUNT, before, most]), {
      keyOf: ({ id }) => [id],
      itemOf: toUnreadableCdr,
    });
  }

  /** @throws {RpcRefusal} CDR_UNKNOWN */
  async raw(id: string): Promise<Buffer> {
    const [row] = ID.test(id)
      ? await this.dataSource.query<{ raw: Buffer }[]>(
          'select raw from cdr.unreadable where account = $1 and id = $2',
          [ACCOUNT, id],
        )
      : [];
    if (!row) throw new RpcRefusal('CDR_UNKNOWN', 'There is no unreadable record with this id.');
    return row.raw;
  }
}

function toUnreadableCdr({ operatorId, providerId, receivedAt, beginning, ...row }: Row): UnreadableCdr {
  const { text, encoding } = showBytes(wholeCharacters(beginning));
  return {
    ...row,
    ...(operatorId !== null && { operatorId }),
    ...(providerId !== null && { providerId }),
    receivedAt: receivedAt.toISOString(),
    beginning: text,
    beginningEncoding: encoding,
  };
}

/** Without the part of a character at which a beginning may have been cut. */
function wholeCharacters(beginning: Buffer): Buffer {
  if (beginning.length < BEGINNING) return beginning;
  const cuts = [0, 1, 2, 3].map((cut) => beginning.subarray(0, beginning.length - cut));
  return cuts.find((each) => isUtf8(each)) ?? beginning;
}
