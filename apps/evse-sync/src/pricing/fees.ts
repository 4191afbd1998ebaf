import type { Tariff } from '#suite';
import { Decimal } from '#oicp';
import { readAmount } from './amounts.js';
import type { PriceFindings } from './price-findings.js';
import type { ReceivedProduct } from './received-pricing.js';
import { toShownText } from './short-text.js';

type Fees = NonNullable<Tariff['fees']>;

/** Fees that are due once in a session or limit its cost: a unit has no meaning for them. */
const PER_SESSION: ReadonlySet<string> = new Set(['START FEE', 'FIXED FEE', 'MINIMUM FEE', 'MAXIMUM FEE']);
const MOST = 100;

/** Reads the fees of a tariff besides its price per unit. */
export function readFees(product: ReceivedProduct, findings: PriceFindings): Fees {
  const { AdditionalReferences: references = [] } = product;
  if (references.length > MOST)
    findings.doubt(
      'too-many',
      '/AdditionalReferences',
      `There are more than ${MOST} fees; further ones are not shown.`,
    );
  const fees = references.slice(0, MOST).flatMap((reference, index) => {
    const pointer = `/AdditionalReferences/${index}`;
    const { AdditionalReference: named, AdditionalReferenceUnit: unit } = reference;
    const kind = toShownText(named) ?? 'UNKNOWN';
    const price = readAmount(
      reference.PricePerAdditionalReferenceUnit,
      `${pointer}/PricePerAdditionalReferenceUnit`,
      findings,
    );
    const per = readUnit(kind, unit, `${pointer}/AdditionalReferenceUnit`, findings);
    return price === undefined ? [] : [{ kind, price, per }];
  });
  checkConsistency(fees, product, findings);
  return fees;
}

/** Reads the unit of a fee; an empty one counts as missing. */
function readUnit(kind: string, unit: string | undefined, pointer: string, findings: PriceFindings): string {
  const shown = toShownText(unit);
  const isKnown = shown !== undefined && !findings.isReported('unknown-value', pointer);
  if (shown !== undefined && !isKnown)
    findings.doubt(
      'unknown-value',
      pointer,
      `The unit ${JSON.stringify(shown)} is not in the list of OICP 2.3.`,
    );
  if (PER_SESSION.has(kind)) {
    if (isKnown) findings.note('not-here', pointer, `${kind} is per session; the unit ${shown} is ignored.`);
    return 'SESSION';
  }
  if (shown !== undefined) return shown;
  findings.doubt('missing', pointer, `The unit of ${kind} is missing.`);
  return 'UNKNOWN';
}

/** Adds findings about fees that contradict each other or the price. */
function checkConsistency(
  fees: Fees,
  { PricePerReferenceUnit: price }: ReceivedProduct,
  findings: PriceFindings,
): void {
  const kinds = fees.map(({ kind }) => kind);
  const repeated = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (repeated !== undefined)
    findings.doubt('repeated-fee', '/AdditionalReferences', `${repeated} is listed more than once.`);
  if (kinds.includes('FIXED FEE') && price?.isZero() === false)
    findings.doubt(
      'not-together',
      '/AdditionalReferences',
      'A FIXED FEE is the whole price of a session, but there is also a price per unit.',
    );
  const amountOf = (kind: string): Decimal | undefined => {
    const fee = fees.find((each) => each.kind === kind);
    return fee && new Decimal(fee.price);
  };
  const most = amountOf('MAXIMUM FEE');
  if (most && amountOf('MINIMUM FEE')?.greaterThan(most) === true)
    findings.doubt('not-together', '/AdditionalReferences', 'MINIMUM FEE is more than MAXIMUM FEE.');
}
