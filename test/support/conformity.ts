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
 * Checks in every test what we send to HBS against Hubject's OpenAPI documents: the fakes of HBS report here what they
 * receive, and a test fails if something did not conform. Without `OICP_TEST_DATA` nothing is checked.
 */
const nonconformities: string[] = [];

type Hook = (check: () => void) => void;
/** `undefined` outside jest, as in a benchmark, where nothing would report a failure. */
const { afterEach, afterAll } = globalThis as { afterEach?: Hook; afterAll?: Hook };

function failOnNonconformity(): void {
  const those = nonconformities.splice(0);
  if (those.length === 0) return;
  throw new Error(`HBS was sent what its schemas do not allow:\n${[...new Set(those)].join('\n')}`);
}
afterEach?.(failOnNonconformity);
// For what is sent before the first test or after the last.
afterAll?.(failOnNonconformity);

/** Checks a request of ours that HBS, or the broker on the way to it, received. */
export function checkRequest(operation: OutboundOperationName, body: string): void {
  check([outboundOperations[operation]], requestComponent, body);
}

/** The same, by the path that was called; other paths are not checked. */
export function checkRequestAt(path: string, body: string): void {
  check(operationsAt(path, outboundOperations), requestComponent, body);
}

/** Checks an answer of ours to a call of HBS. */
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
  if (found.length > 0 && found.every((each) => each.length > 0)) nonconformities.push(...(found[0] ?? []));
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
