import type { INestMicroservice } from '@nestjs/common';
import type { HbsRequest } from '#suite';
import { getChargeDetailRecords, type ReceivedGetChargeDetailRecords } from '#oicp';
import { startFakeService } from './fake-service.js';
import { answeredReply, contentOfPage, headOfPage, type FakeHbsReply } from './hbs-replies.js';
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
  answer: (asked: CdrPageRequest) => Promise<FakeHbsReply> = (asked) =>
    Promise.resolve(answeredReply(this.pageOf(asked)));

  /** The page as HBS writes it, with the texts of the records unchanged. */
  pageOf({ request, page, size }: CdrPageRequest): string {
    const listed = this.records.filter((each) => request.CDRForwarded !== false || !this.forwarded.has(each));
    const content = contentOfPage(listed, { number: page, size });
    const rest = { ...headOfPage(listed, { number: page, size }), StatusCode: null };
    return `{"content":[${content.join(',')}],${JSON.stringify(rest).slice(1)}`;
  }

  async handle({ providerId, body, page }: HbsRequest): Promise<FakeHbsReply> {
    const request = getChargeDetailRecords.read(body).value;
    const size = Math.min(page?.size ?? 20, this.mostPerPage);
    const asked = { providerId, request, page: page?.number ?? 0, size };
    this.asked.push(asked);
    return await this.answer(asked);
  }
}

/** Starts a fake gateway, over a real broker, that answers from the fake HBS. */
export async function startFakeHbsCdrs(
  host: Pick<VirtualHost, 'settings'>,
  fakeHbs: FakeHbsCdrs,
): Promise<INestMicroservice> {
  return startFakeService(testPlatform('gateway', host.settings), {
    calls: { 'hbs.get-charge-detail-records': (request) => fakeHbs.handle(request) },
  });
}
