import {
  inboundOperations,
  outboundOperations,
  type InboundOperationName,
  type Operation,
  type OutboundOperationName,
} from '#oicp';
import {
  answerComponent,
  nonconformitiesOfText,
  requestComponent,
} from '../../libs/oicp/test/conformity/hubject-schemas.js';

/**
 * Checks in every test what leaves us for HBS against Hubject's OpenAPI documents: the far side reports here what it
 * receives, and a test during which something did not fit fails. Without `OICP_TEST_DATA` nothing is checked.
 */
const unfit: string[] = [];

type Hook = (check: () => void) => void;
/** Outside jest, as in a benchmark that uses the same far side, nobody would see a failure. */
const { afterEach, afterAll } = globalThis as { afterEach?: Hook; afterAll?: Hook };

function failIfUnfit(): void {
  const those = unfit.splice(0);
  if (those.length === 0) return;
  throw new Error(`HBS was sent what its schemas do not allow:\n${[...new Set(those)].join('\n')}`);
}
afterEach?.(failIfUnfit);
// What leaves before the first test or after the last.
afterAll?.(failIfUnfit);

/** A request of ours that HBS, or the broker on the way to it, received. */
export function checkRequest(operation: OutboundOperationName, body: string): void {
  check([outboundOperations[operation]], requestComponent, body);
}

/** The same, by the path that was called; other paths are nobody's concern here. */
export function checkRequestAt(path: string, body: string): void {
  check(operationsAt(path, outboundOperations), requestComponent, body);
}

/** An answer of ours to a call of HBS. */
export function checkAnswer(operation: InboundOperationName, body: string): void {
  check([inboundOperations[operation]], answerComponent, body);
}

/** The same, by the path that HBS called. */
export function checkAnswerAt(path: string, body: string): void {
  check(operationsAt(path, inboundOperations), answerComponent, body);
}

/** Three status pulls may share a path: a body must fit one of them. */
function check(
  operations: readonly Operation[],
  componentOf: (one: Operation) => string,
  body: string,
): void {
  if (afterEach === undefined) return;
  const found = operations.map((operation) => nonconformitiesOfText(componentOf(operation), body));
  if (found.length > 0 && found.every((each) => each.length > 0)) unfit.push(...(found[0] ?? []));
}

function operationsAt(path: string, operations: Readonly<Record<string, Operation>>): readonly Operation[] {
  const [called = ''] = path.split('?');
  return Object.values(operations).filter(({ paths }) =>
    paths.some((template) => {
      const pattern = template.replaceAll(/\{\w+\}/g, '[^/]+');
      return new RegExp(`/api/oicp${pattern}$`).test(called);
    }),
  );
}
