import type { OperationReply } from '../hbs/hbs-operation.js';

/** Faults that distort a page. */
export const pageFaultKinds = [
  'empty-page',
  'repeated-page',
  'lost-records',
  'duplicate-records',
  'contradicting-totals',
] as const;
/** A kind of {@link pageFaultKinds}. */
export type PageFaultKind = (typeof pageFaultKinds)[number];

/** The members of a page that faults read; all others are unchanged. */
interface AnyPage {
  readonly content: readonly Readonly<Record<string, unknown>>[];
  readonly number: number;
  readonly last: boolean;
}

/** A page loses every tenth record. */
const EVERY = 10;
/** How many records of a page are sent twice. */
const TWICE = 3;

/** Whether a kind of fault distorts a page. */
export function isPageFault(kind: string): kind is PageFaultKind {
  return pageFaultKinds.some((each) => each === kind);
}

/** Distorts a page. An answer that is not a page, such as a refusal, is unchanged. */
export async function distortPage(
  kind: PageFaultKind,
  answer: OperationReply,
  pageBefore: () => Promise<OperationReply>,
): Promise<OperationReply> {
  const page = parsePage(answer);
  if (!page) return answer;
  switch (kind) {
    case 'empty-page':
      return replaceContent(answer, page, []);
    case 'repeated-page':
      return replaceContent(answer, page, parsePage(await pageBefore())?.content ?? page.content);
    case 'lost-records':
      return replaceContent(
        answer,
        page,
        page.content.filter((_, index) => index % EVERY !== 0),
      );
    case 'duplicate-records':
      return replaceContent(answer, page, [...page.content.slice(-TWICE).map(toOutdated), ...page.content]);
    case 'contradicting-totals':
      return { ...answer, body: JSON.stringify({ ...page, last: !page.last }) };
  }
}

function replaceContent(answer: OperationReply, page: AnyPage, content: AnyPage['content']): OperationReply {
  const changed = { ...page, content, numberOfElements: content.length, empty: content.length === 0 };
  return { ...answer, body: JSON.stringify(changed) };
}

/** The first copy of a record that is sent twice: a replica that stores it instead of the last differs. */
function toOutdated(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.assign({}, record, { AdditionalInfo: [{ lang: 'en', value: 'Outdated copy' }] });
}

function parsePage({ status, body }: OperationReply): AnyPage | undefined {
  if (status !== 200 || (typeof body !== 'string' && !Buffer.isBuffer(body))) return undefined;
  const found: unknown = JSON.parse(body.toString());
  return typeof found === 'object' && found !== null && 'content' in found ? (found as AnyPage) : undefined;
}
