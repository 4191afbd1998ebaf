import { describe, expect, it } from '@jest/globals';
import { chargeDetailRecord } from '../src/messages/charge-detail-record.js';
import { aChargeDetailRecord } from './builders.js';
import { hasTestData, needsTestData, testData } from './test-data.js';

(hasTestData ? describe : describe.skip)(`signed meter readings of real chargers${needsTestData}`, () => {
  const vectors = hasTestData
    ? (testData('ocmf', 'vectors.json') as readonly { readonly ocmf: string }[])
    : [];

  it('are read and written in a charge detail record without a byte changed', () => {
    expect(vectors).toHaveLength(32);
    for (const { ocmf } of vectors) {
      const SignedMeteringValues = [{ SignedMeteringValue: ocmf, MeteringStatus: 'End' }];
      const body = new TextEncoder().encode(JSON.stringify(aChargeDetailRecord({ SignedMeteringValues })));
      const { value, violations } = chargeDetailRecord.read(body);
      expect(violations).toEqual([]);
      expect(value.SignedMeteringValues?.[0]?.SignedMeteringValue).toBe(ocmf);
      const again = chargeDetailRecord.read(chargeDetailRecord.write(value as never));
      expect(again.value.SignedMeteringValues?.[0]?.SignedMeteringValue).toBe(ocmf);
    }
  });
});
