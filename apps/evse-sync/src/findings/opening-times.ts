import type { ReceivedEvseDataRecord, Violation } from '#oicp';
import { readTimes } from '../times/read-times.js';
import type { RecordFinding } from './record-violations.js';
import { SentPointers } from './sent-pointer.js';

const POINTER = '/OpeningTimes';

/**
 * Finds what is wrong with opening times, by the rule for the times of tariffs. A list that is absent altogether is
 * reported by the reader. Pointers lead into what the operator sent.
 *
 * @param known findings about the record so far
 */
export function findOpeningTimesFaults(
  { IsOpen24Hours: value, OpeningTimes: entries }: ReceivedEvseDataRecord,
  violations: readonly Violation[],
  known: readonly RecordFinding[],
): readonly RecordFinding[] {
  const found: RecordFinding[] = [];
  if (entries === undefined || (entries.length === 0 && value !== false)) return found;
  const sentPointers = new SentPointers(violations);
  const report = (code: RecordFinding['code'], pointer: string, message: string): void => {
    found.push({ code, pointer: sentPointers.convert(pointer), message });
  };
  const always = { name: 'IsOpen24Hours', value };
  readTimes(
    { pointer: POINTER, entries, always },
    {
      doubt: report,
      doubtUnlessKnown(code, pointer, message) {
        const sent = sentPointers.convert(pointer);
        const isKnown = [...known, ...found].some(
          (each) => each.pointer === sent || each.pointer.startsWith(`${sent}/`),
        );
        if (!isKnown) report(code, pointer, message);
      },
    },
  );
  return found;
}
