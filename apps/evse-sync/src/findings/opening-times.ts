import type { ReceivedEvseDataRecord, Violation } from '#oicp';
import { readTimes } from '../times/read-times.js';
import { FaultyPlaces } from './faulty-places.js';
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
  const places = new FaultyPlaces(known.map(({ pointer }) => pointer));
  const report = (code: RecordFinding['code'], pointer: string, message: string): void => {
    const sent = sentPointers.convert(pointer);
    places.add(sent);
    found.push({ code, pointer: sent, message });
  };
  const always = { name: 'IsOpen24Hours', value };
  readTimes(
    { pointer: POINTER, entries, always, beyond: 'not checked' },
    {
      doubt: report,
      doubtUnlessKnown(code, pointer, message) {
        if (!places.has(sentPointers.convert(pointer))) report(code, pointer, message);
      },
    },
  );
  return found;
}
