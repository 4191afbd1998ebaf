import { Injectable } from '@nestjs/common';
import { pullEvseData } from '#oicp';
import type { HbsOperation, OperationReply, OperationRequest } from '../../hbs/hbs-operation.js';
import { toHbsPage } from '../../hbs/page.js';
import { readConformant } from '../../hbs/replies.js';
import { toFormat, type CoordinatesFormat } from '../coordinates.js';
import { RecordTexts } from './record-texts.js';
import { Selection, type Selected } from './selection.js';

const SUCCESS = { Code: '000', Description: null, AdditionalInfo: null };

/** Answers a page of charging points: all, those that match filters, or those changed since `LastCall`. */
@Injectable()
export class PullEvseDataOperation implements HbsOperation {
  readonly operation = 'pullEvseData';

  constructor(
    private readonly selection: Selection,
    private readonly texts: RecordTexts,
  ) {}

  /** A page of records; validation errors for filters that HBS does not combine. */
  answer({ body, page = { number: 0, size: 20 } }: OperationRequest): OperationReply {
    const read = readConformant(pullEvseData, omitMisspelt(body));
    if ('refusal' in read) return read.refusal;
    const format = read.value.GeoCoordinatesResponseFormat as CoordinatesFormat;
    const { content, ...about } = toHbsPage(this.selection.of(read.value), page);
    const records = content.map((each) => this.recordText(each, format));
    // Concatenated, not serialised: a page of 2,000 records is 3 MB of text that exists already.
    const rest = JSON.stringify({ ...about, StatusCode: SUCCESS }).slice(1);
    return { status: 200, body: `{"content":[${records.join(',')}],${rest}` };
  }

  private recordText({ evse, deltaType }: Selected, format: CoordinatesFormat): string {
    if (deltaType === undefined && format === 'Google') return this.texts.of(evse);
    const record = toFormat(format, evse.record);
    return JSON.stringify(deltaType === undefined ? record : { ...record, deltaType });
  }
}

/** HBS ignores a list of operators that is spelled `OperatorIDs`, as everywhere else, and answers with all records. */
function omitMisspelt(body: Buffer): Buffer {
  try {
    const asked = JSON.parse(body.toString('utf8')) as unknown;
    if (typeof asked !== 'object' || asked === null || !('OperatorIDs' in asked)) return body;
    const { OperatorIDs: _ignored, ...rest } = asked;
    return Buffer.from(JSON.stringify(rest));
  } catch {
    return body; // not JSON: the reader refuses it
  }
}
