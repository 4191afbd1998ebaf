import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import * as oicp from '#oicp';
import {
  acknowledgements,
  authorizeStarts,
  authorizeStops,
  chargeDetailRecords,
  chargingNotifications,
  evseDataRecords,
  evsePricings,
  everyInbound,
  evseStatuses,
  pricingProducts,
} from '../../support/odd-payloads/inbound-payloads.js';
import { oddPayload } from '../../support/odd-payloads/odd-payload.js';
import { runs, runsWithinMs } from '../../support/odd-payloads/runs.js';

/** Everything that HBS sends or answers with, as libs/oicp reads it. */
const readings = [
  [oicp.authorizeStart, authorizeStarts],
  [oicp.authorizeStop, authorizeStops],
  [oicp.chargingNotification, chargingNotifications],
  [oicp.chargeDetailRecord, chargeDetailRecords],
  [oicp.evseDataRecord, evseDataRecords],
  [oicp.operatorEvseStatus, evseStatuses],
  [oicp.pricingProducts, pricingProducts],
  [oicp.evsePricing, evsePricings],
  [oicp.acknowledgement, acknowledgements],
] as const;

jest.setTimeout(runsWithinMs(2_000));

describe('a payload of HBS', () => {
  it.each(readings.map(([message, bases]) => [message.name, message, bases] as const))(
    '%s: every member that is declared holds a value of its declared type, or none, whatever was sent',
    (_, message, bases) => {
      const declared = new Map(bases.flatMap((base) => [...typesIn(message.readValue(base).value)]));
      fc.assert(
        fc.property(oddPayload(bases, { fields: everyInbound }), ({ bytes }) => {
          const found = [...typesIn(message.read(bytes).value)];
          // One comparison for all: thousands of them would take longer than the reading.
          expect(found.filter(([path, type]) => (declared.get(path) ?? type) !== type)).toEqual([]);
        }),
        runs(2_000),
      );
    },
  );
});

/** The type of each value by its path, in which every entry of a list is `*`. */
function* typesIn(value: unknown, path = ''): Iterable<readonly [path: string, type: string]> {
  if (value === undefined) return;
  yield [path, typeOf(value)];
  if (Array.isArray(value)) for (const each of value) yield* typesIn(each, `${path}/*`);
  else if (typeOf(value) === 'object') {
    for (const [name, each] of Object.entries(value as object)) yield* typesIn(each, `${path}/${name}`);
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (value instanceof oicp.Instant) return 'instant';
  if (value instanceof oicp.NumberText) return 'unread number';
  return oicp.Decimal.isDecimal(value) ? 'decimal' : typeof value;
}
