import type { Tariff } from '#suite';
import type { Violation } from '#oicp';
import { readTimes } from '../times/read-times.js';
import { leavesDoubt, type PriceFindings } from './price-findings.js';
import type { ReceivedProduct } from './received-pricing.js';

const POINTER = '/ProductAvailabilityTimes';

/** Reads when a tariff holds. `always` is true only if nothing restricts it and nothing about times is unreadable. */
export function readAvailability(
  product: ReceivedProduct,
  violations: readonly Violation[],
  findings: PriceFindings,
): Pick<Tariff, 'always' | 'times'> {
  const { IsValid24hours: declared, ProductAvailabilityTimes: entries = [] } = product;
  const always = { name: 'IsValid24hours', value: declared };
  const { times, restricted } = readTimes(
    { pointer: POINTER, entries, always, beyond: 'not shown' },
    findings,
  );
  const lost = violations.some((each) => isOfTimes(each) && leavesDoubt(each));
  return {
    always: declared === true && !restricted && !lost,
    ...(times.length > 0 && { times: [...times] }),
  };
}

/** Whether a violation is about the times, in any spelling of names. A list missing as a whole restricts nothing. */
function isOfTimes({ code, pointer }: Violation): boolean {
  const isWithin = pointer
    .replaceAll(/[^a-z/]/gi, '')
    .toLowerCase()
    .startsWith(POINTER.toLowerCase());
  return isWithin && !(code === 'missing' && pointer === POINTER);
}
