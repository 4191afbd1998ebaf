import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { EvsePrices } from '#suite';
import { answersOf, aPricedEvse, aProduct, parseAnswers, pricesIn } from '../../test/pricing-builders.js';

type Shown = Partial<EvsePrices>;
type Path = readonly (string | number)[];

const FEES = [
  { AdditionalReference: 'START FEE', AdditionalReferenceUnit: 'HOUR', PricePerAdditionalReferenceUnit: 1.5 },
  {
    AdditionalReference: 'PARKING FEE',
    AdditionalReferenceUnit: 'MINUTE',
    PricePerAdditionalReferenceUnit: 0.1,
  },
];
const restricted = {
  IsValid24hours: false,
  ProductAvailabilityTimes: [
    {
      on: 'Workdays',
      Period: [
        { begin: '08:00', end: '12:00' },
        { begin: '14:00', end: '18:30' },
      ],
    },
    { on: 'Sunday', Period: [{ begin: '00:00', end: '24:00' }] },
  ],
};
const round = { ProductAvailabilityTimes: [{ on: 'Everyday', Period: [{ begin: '00:00', end: '24:00' }] }] };

/** Valid answers about a charging point, with every member that OICP has. */
const valid = fc.constantFrom(
  answersOf({ products: [aProduct({ ...restricted, AdditionalReferences: FEES })], evses: [aPricedEvse()] }),
  answersOf({ products: [aProduct({ ...round, AdditionalReferences: FEES })], evses: [aPricedEvse()] }),
  answersOf({ products: [aProduct()], evses: [aPricedEvse({ EvseID: 'DE*ABC*E2' })] }),
);

/** Values that are valid nowhere in OICP. */
const garbage = fc.constantFrom<unknown>(
  '',
  '12,5',
  '25:61',
  'Someday',
  '<html>',
  'a\0\uD800',
  'x'.repeat(5_000),
  -1,
  1e300,
  {},
  { a: 1 },
  [null],
  [{}],
  [['x']],
);

function pathsIn(node: unknown, path: Path = []): Path[] {
  if (typeof node !== 'object' || node === null) return [path];
  const below = Object.entries(node).flatMap(([name, each]: [string, unknown]) =>
    pathsIn(each, [...path, Array.isArray(node) ? Number(name) : name]),
  );
  return path.length > 2 ? [path, ...below] : below;
}

type Garble = (into: Record<string | number, unknown>, name: string | number, value: unknown) => void;
const garbles: Readonly<Record<string, Garble>> = {
  replaced: (into, name, value) => {
    into[name] = value;
  },
  null: (into, name) => {
    into[name] = null;
  },
  renamed: (into, name) => {
    if (Array.isArray(into)) return;
    into[`${name}s New`] = into[name];
    delete into[name];
  },
  preceded: (into, name, value) => {
    into[name] = [value, into[name]];
  },
};

function garbled(
  answers: object,
  path: Path,
  garble: Garble,
  value: unknown,
): { products: unknown; evses: unknown } {
  const copy = structuredClone(answers) as { products: unknown; evses: unknown };
  let into = copy as unknown as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) into = into[step] as typeof into;
  garble(into, path.at(-1) ?? '', value);
  return copy;
}

/** What a driver would pay, and when. Times of an unrestricted price have no meaning. */
function pricesOf({ tariffs = [], defaultPrice }: Shown): object {
  return {
    tariffs: tariffs.map((price) =>
      Object.assign({}, price, {
        complete: undefined,
        findings: undefined,
        times: price.always ? undefined : price.times,
      }),
    ),
    defaultPrice: defaultPrice && { ...defaultPrice, complete: undefined, findings: undefined },
  };
}

function whyIncomplete({ findings = [], tariffs = [], unreadTariffs = [], defaultPrice }: Shown): string {
  const ofPrices = [...tariffs, ...unreadTariffs, ...(defaultPrice ? [defaultPrice] : [])];
  const all = [...findings, ...ofPrices.flatMap((each) => each.findings ?? [])];
  return all.length > 0 ? 'a finding' : 'no finding';
}

describe('a price with a garbled member', () => {
  it('is unchanged, or incomplete with a finding; it is never another complete price [ADR 51]', () => {
    fc.assert(
      fc.property(
        valid.chain((answers) => fc.tuple(fc.constant(answers), fc.constantFrom(...pathsIn(answers)))),
        fc.constantFrom(...Object.keys(garbles)),
        garbage,
        ([answers, path], how, value) => {
          // An absent list of fees, or an absent default price, is valid.
          fc.pre(!(how === 'null' && path.at(-1) === 'AdditionalReferences'));
          const before = pricesIn(parseAnswers(answers));
          const read = parseAnswers(garbled(answers, path, garbles[how]!, value));
          // The stored prices of an operator that is not in the answers are unchanged.
          if (!read.operators.has('DEABC')) return;
          const after = pricesIn(read);
          expect(before.complete).toBe(true);
          // What a driver pays is the same, or a finding says that it may differ.
          expect([pricesOf(before), 'a finding']).toContainEqual(
            after.complete === true ? pricesOf(after) : whyIncomplete(after),
          );
        },
      ),
      { seed: 51, numRuns: 3_000 },
    );
  });
});
