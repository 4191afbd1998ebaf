import { describe, expect, it } from '@jest/globals';
import { aChargeDetailRecord } from '../../test/builders.js';
import { chargeDetailRecord } from '../messages/charge-detail-record.js';
import { canonicalContent } from './canonical-content.js';

const record = aChargeDetailRecord({ ConsumedEnergy: 10, MeterValueInBetween: { meterValues: [101, 102] } });
const written = JSON.stringify(record);
const contentOf = (text: string): string => {
  const body = Buffer.from(text);
  return canonicalContent(chargeDetailRecord.read(body), body);
};
const withEnergy = (energy: string): string =>
  written.replace('"ConsumedEnergy":10', `"ConsumedEnergy":${energy}`);

describe('the content of a record', () => {
  it.each([
    ['white space', JSON.stringify(record, null, 2)],
    ['the order of members', JSON.stringify(Object.fromEntries(Object.entries(record).toReversed()))],
    ['the form of a number', withEnergy('10.000')],
    ['a number that is a text', withEnergy('"10"')],
    ['a null', written.replace('{', '{"HubOperatorID":null,')],
    ['the spelling of a member', written.replace('"SessionID"', '"SessionId"')],
  ])('is the same whatever %s', (_, other) => {
    expect(contentOf(other)).toBe(contentOf(written));
  });

  it.each([
    ['an energy that cannot be read', withEnergy('"7,5"'), withEnergy('"9,5"')],
    [
      'a time that cannot be read',
      written.replace('2020-09-23T17:20:00+02:00', '23.09.2020 17:20'),
      written.replace('2020-09-23T17:20:00+02:00', '23.09.2020 18:20'),
    ],
    [
      'an identification that cannot be read',
      written.replace(/"Identification":\{.*?\}\}/, '"Identification":"a"'),
      written.replace(/"Identification":\{.*?\}\}/, '"Identification":"b"'),
    ],
    [
      'an entry of a list that cannot be read',
      written.replace('[101,', '["x",'),
      written.replace('[101,', '["y",'),
    ],
    [
      'a member that is named twice',
      written.replace('"ConsumedEnergy":10', '"ConsumedEnergy":1,"ConsumedEnergy":10'),
      written.replace('"ConsumedEnergy":10', '"ConsumedEnergy":2,"ConsumedEnergy":10'),
    ],
    [
      'a member in two spellings',
      written.replace('"ConsumedEnergy":10', '"ConsumedEnergy":10,"consumedenergy":1'),
      written.replace('"ConsumedEnergy":10', '"ConsumedEnergy":10,"consumedenergy":2'),
    ],
  ])('is another where records differ in %s', (_, one, other) => {
    expect(contentOf(one)).not.toBe(contentOf(other));
    expect(contentOf(one)).toBe(contentOf(one));
  });
});
