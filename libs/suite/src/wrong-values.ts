import { z } from 'zod';
import { RpcRefusal } from '#messaging';

const details = z.object({ wrong: z.array(z.object({ name: z.string(), detail: z.string() })) });

/** A refused value of a request: its name in the API, and what is wrong with it. */
export type NamedWrongValue = z.output<typeof details>['wrong'][number];

/**
 * The refusal of one value of a request.
 *
 * @param name of the parameter or member in the API
 * @param detail what is wrong and what is expected; never the value itself where it names a person
 */
export function valueRefusal(code: string, name: string, detail: string): RpcRefusal {
  return valuesRefusal(code, [{ name, detail }]);
}

/** The refusal of several values of a request, under one code. */
export function valuesRefusal(code: string, wrong: readonly NamedWrongValue[]): RpcRefusal {
  const message = wrong.map((each) => `${each.name}: ${each.detail}`).join('; ');
  return new RpcRefusal(code, message, { wrong });
}

/** The values that a refusal names; none for refusals of the previous release. */
export function wrongValuesOf(refusal: unknown): readonly NamedWrongValue[] {
  const parsed = details.safeParse(refusal instanceof RpcRefusal ? refusal.details : undefined);
  return parsed.success ? parsed.data.wrong : [];
}

/**
 * Reads several values of a request. If more than one is refused, the refusal names them all, under the code of the first.
 *
 * @throws {RpcRefusal} naming every refused value
 * @throws any other failure, before a refusal
 */
export async function readAll<const Reads extends readonly unknown[]>(
  reads: Reads,
): Promise<{ -readonly [Position in keyof Reads]: Awaited<Reads[Position]> }> {
  const failures = (await Promise.allSettled(reads))
    .filter((each) => each.status === 'rejected')
    .map(({ reason }): unknown => reason);
  const refusals = failures.filter((each) => each instanceof RpcRefusal && wrongValuesOf(each).length > 0);
  if (failures.length > refusals.length) throw failures.find((each) => !refusals.includes(each));
  const [first] = refusals;
  if (first instanceof RpcRefusal) throw valuesRefusal(first.code, refusals.flatMap(wrongValuesOf));
  return await Promise.all(reads);
}

/** A synchronous reading for {@link readAll}: a refusal that it throws is reported together with the others. */
export function readNow<Value>(read: () => Value): Promise<Value> {
  return new Promise((resolve) => {
    resolve(read());
  });
}
