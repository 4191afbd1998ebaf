import type { INestMicroservice } from '@nestjs/common';
import type { WithBytes } from '#messaging';
import type { HbsReply, HbsRequest } from '#suite';
import { getChargeDetailRecords, type ReceivedGetChargeDetailRecords } from '#oicp';
import { startFakeService } from './fake-service.js';
import { testPlatform } from './test-platform.js';
import type { VirtualHost } from './virtual-host.js';

export interface CdrPageRequest {
  readonly providerId: string;
  readonly page: number;
  readonly size: number;
  readonly request: ReceivedGetChargeDetailRecords;
}

/** What the far side lists; a test says how. */
export class FakeHbsCdrs {
  readonly asked: CdrPageRequest[] = [];
  /** JSON texts of the records that HBS has, all of them not forwarded unless told. */
  records: string[] = [];
  forwarded = new Set<string>();
  /** It may list fewer per page than it was asked for. */
  mostPerPage = 2_000;
  answer: (asked: CdrPageRequest) => Promise<WithBytes<HbsReply>> = (asked) =>
    Promise.resolve(cdrPageReply(this.pageOf(asked)));

  /** The page as HBS writes it, with records as they were handed in. */
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

export function cdrPageReply(body: string, httpStatus = 200): WithBytes<HbsReply> {
  return {
    about: { kind: 'answered', httpStatus, headers: { 'content-type': 'application/json' } },
    bytes: Buffer.from(body),
  };
}

/** What the gateway says of an answer that does not fit into a message of the broker. */
export const tooLargeReply: WithBytes<HbsReply> = {
  about: { kind: 'failed', failure: 'too-large' },
  bytes: Buffer.alloc(0),
};

/** Answers, over a real broker, what the gateway would fetch from HBS. */
export async function startFakeHbsCdrs(
  host: Pick<VirtualHost, 'settings'>,
  fakeHbs: FakeHbsCdrs,
): Promise<INestMicroservice> {
  return startFakeService(testPlatform('gateway', host.settings), {
    calls: { 'hbs.get-charge-detail-records': (request) => fakeHbs.handle(request) },
  });
}
