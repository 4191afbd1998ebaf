import { isUtf8 } from 'node:buffer';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RpcRefusal } from '#messaging';
import type { CdrContent, CdrDetail, CdrSummary } from '#suite';
import { parseSessionIdQuery, type ReceivedIdentification } from '#oicp';
import { ACCOUNT } from '../account.js';
import { ContentComparison } from '../comparison/compare-contents.js';
import type { ContentKind } from '../records/content.entity.js';
import { RECORD_COLUMNS, RECORD_SOURCE, toStoredCdr, type RecordRow } from './record-view.js';

/** A reply is one message, and a broker takes no more than 16 MiB; JSON doubles what is full of quotation marks. */
const MOST_RAW_BYTES = 4 * 1024 * 1024;

interface ContentRow {
  readonly id: string;
  readonly kind: ContentKind;
  readonly summary: CdrSummary;
  readonly identification: ReceivedIdentification | null;
  readonly rawBytes: number;
  readonly raw: Buffer | null;
}

/** Everything about the record of one session, its bytes included. */
@Injectable()
export class RecordDetail {
  constructor(
    private readonly dataSource: DataSource,
    private readonly comparison: ContentComparison,
  ) {}

  /** @throws {RpcRefusal} CDR_UNKNOWN */
  async get(sessionId: string): Promise<CdrDetail> {
    const sessionKey = await this.findKey(sessionId);
    const parameters = [ACCOUNT, sessionKey];
    const [record] = await this.dataSource.query<RecordRow[]>(
      `select ${RECORD_COLUMNS} from ${RECORD_SOURCE} where record.account = $1 and record.session_key = $2`,
      parameters,
    );
    const rows = await this.dataSource.query<ContentRow[]>(
      `select id, kind, summary, reading->'Identification' as identification, length(raw) as "rawBytes",
         case when sum(length(raw)) over (order by id) <= ${MOST_RAW_BYTES} then raw end as raw
       from cdr.content where account = $1 and session_key = $2 order by id`,
      parameters,
    );
    const contents = rows.map((row) => ({
      kind: row.kind,
      identification: row.identification,
      content: toContent(row),
    }));
    const first = contents.find(({ kind }) => kind === 'first')?.content;
    if (!record || !first) throw unknown();
    const others = contents.filter(({ kind }) => kind !== 'first');
    const summaries = await this.comparison.compare(
      sessionKey,
      others.map(({ content: { summary }, identification }) => ({ summary, identification })),
    );
    const ofKind = (wanted: ContentKind): CdrContent[] =>
      others
        .map(({ kind, content }, place) => ({
          kind,
          content: { ...content, summary: summaries[place] ?? content.summary },
        }))
        .filter(({ kind }) => kind === wanted)
        .map(({ content }) => content);
    const { id: contentId, raw, rawEncoding, rawBytes } = first;
    return {
      ...toStoredCdr(record),
      contentId,
      rawBytes,
      ...(raw !== undefined && { raw, rawEncoding }),
      variants: ofKind('variant'),
      conflicts: ofKind('conflict'),
    };
  }

  /** The bytes of one content; by default of the first. @throws {RpcRefusal} CDR_UNKNOWN */
  async raw(sessionId: string, content: string | undefined): Promise<Buffer> {
    if (content !== undefined && !/^\d{1,18}$/.test(content)) throw unknown();
    const [row] = await this.dataSource.query<{ raw: Buffer }[]>(
      `select raw from cdr.content where account = $1 and session_key = $2
       and ($3::bigint is null and kind = 'first' or id = $3::bigint)`,
      [ACCOUNT, await this.findKey(sessionId), content ?? null],
    );
    if (!row) throw unknown();
    return row.raw;
  }

  /** The key of the record that is meant. @throws {RpcRefusal} CDR_UNKNOWN */
  private async findKey(sessionId: string): Promise<string> {
    if (sessionId.includes('\u0000')) throw unknown();
    const [found] = await this.dataSource.query<{ key: string }[]>(
      `select session_key as key from cdr.record where account = $1 and session_key = any($2::text[])
       order by array_position($2::text[], session_key) limit 1`,
      [ACCOUNT, parseSessionIdQuery(sessionId).keys],
    );
    if (!found) throw unknown();
    return found.key;
  }
}

/** Bytes as JSON can hold them. */
export function showBytes(bytes: Buffer): { readonly text: string; readonly encoding: 'utf8' | 'base64' } {
  return isUtf8(bytes)
    ? { text: bytes.toString(), encoding: 'utf8' }
    : { text: bytes.toString('base64'), encoding: 'base64' };
}

function toContent({ id, summary, rawBytes, raw }: ContentRow): CdrContent {
  if (raw === null) return { id, summary, rawBytes };
  const { text, encoding } = showBytes(raw);
  return { id, summary, rawBytes, raw: text, rawEncoding: encoding };
}

function unknown(): RpcRefusal {
  return new RpcRefusal('CDR_UNKNOWN', 'There is no charge detail record for this session.');
}
