import type { INestMicroservice } from '@nestjs/common';
import type { WithBytes } from '#messaging';
import type { HbsReply, HbsRequest } from '#suite';
import { getChargeDetailRecords, type ReceivedGetChargeDetailRecords } from '#oicp';
import { startFakeService } from './fake-service.js';
import { testPlatform } from './test-platform.js';
import type { VirtualHost } from './virtual-host.js';

/** A call of GetChargeDetailRecords as HBS receives it. */
export interface CdrPageRequest {
  readonly providerId: string;
  readonly page: number;
  readonly size: number;
  readonly request: ReceivedGetChargeDetailRecords;
}

/** HBS as cdr pulls from it, behind a fake gateway: a test sets the records and how they are listed. */
export class FakeHbsCdrs {
  readonly asked: CdrPageRequest[] = [];
  /** JSON texts of the records that HBS has; not forwarded by default. */
  records: string[] = [];
  forwarded = new Set<string>();
  /** The most per page, whatever is requested. */
  mostPerPage = 2_000;
  answer: (asked: CdrPageRequest) => Promise<WithBytes<HbsReply>> = (asked) =>
    Promise.resolve(cdrPageReply(this.pageOf(asked)));

  /** The page as HBS writes it, with the texts of the records unchanged. */
  pageOf({ request, page, size }: CdrPageRequest): string {
    const listed = this.records.filter((each) => request.CDRForwarded !== false || !this.forwarded.has(each));
    const content = listed.slice(page * size, (page + 1) * size);
    const totalPages = Math.ceil(listed.length / size);
    const rest = {
      number: page,
      size,
      totalElements: listed.length,
      totalPages,
      last: page + 1 >= totalPages,
      first: page === 0,
      numberOfElements: content.length,
      StatusCode: null,
    };
    return `{"content":[${content.join(',')}],${JSON.stringify(rest).slice(1)}`;
  }

  async handle({ providerId, body, page }: HbsRequest): Promise<WithBytes<HbsReply>> {
    const request = getChargeDetailRecords.read(body).value;
    const size = Math.min(page?.size ?? 20, this.mostPerPage);
    const asked = { providerId, request, page: page?.number ?? 0, size };
    this.asked.push(asked);
    return await this.answer(asked);
  }
}

/** The gateway's reply with an answer of HBS. */
export function cdrPageReply(body: string, httpStatus = 200): WithBytes<HbsReply> {
  return {
    about: { kind: 'answered', httpStatus, headers: { 'content-type': 'application/json' } },
    bytes: Buffer.from(body),
  };
}

/** The gateway's reply for an answer that does not fit into a message of the broker. */
export const tooLargeReply: WithBytes<HbsReply> = {
  about: { kind: 'failed', failure: 'too-large' },
  bytes: Buffer.alloc(0),
};

/** Starts a fake gateway, over a real broker, that answers from the fake HBS. */
export async function startFakeHbsCdrs(
  host: Pick<VirtualHost, 'settings'>,
  fakeHbs: FakeHbsCdrs,
): Promise<INestMicroservice> {
  return startFakeService(testPlatform('gateway', host.settings), {
    calls: { 'hbs.get-charge-detail-records': (request) => fakeHbs.handle(request) },
  });
}
