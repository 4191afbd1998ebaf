import { describe, expect, it } from '@jest/globals';
import { evseStatus, plug } from '../types/evse-properties.js';
import { findNearestValues, describeRefusedValue } from './nearest.js';
import { plainSpelling } from './spelling.js';

describe('the values with a spelling similar to a text', () => {
  it.each(['xyz', 'banana', 'elephant', 'foobar', 'tp', '!', '', 'x'.repeat(10_000)])(
    'are none where a text has only letters in common with them: %s',
    (text) => expect(plug.known.nearest(text)).toEqual([]),
  );

  it('are those that contain it, and those that it contains', () => {
    expect(plug.known.nearest('CCS')).toEqual([
      'CCS Combo 2 Plug (Cable Attached)',
      'CCS Combo 1 Plug (Cable Attached)',
    ]);
    expect(plug.known.nearest('CHAdeMO plug')).toEqual(['CHAdeMO']);
  });

  it('are named once, whatever spelling is similar', () => {
    const spelled = ['DE*EBW', 'EnBW'].map((each) => [plainSpelling(each), 'DE*EBW (EnBW)'] as const);
    expect(findNearestValues('EnBW', spelled)).toEqual(['DE*EBW (EnBW)']);
  });

  it('are replaced in a refusal by all values if they are few, else by where they are listed', () => {
    expect(evseStatus.known.refusalOf('xyz', 'a status of OICP')).toBe(
      '"xyz" is not a status of OICP; it must be Available, Reserved, Occupied, OutOfService, EvseNotFound or Unknown',
    );
    expect(plug.known.refusalOf('xyz', 'a plug type of OICP')).toBe(
      '"xyz" is not a plug type of OICP; the documentation at `/docs` lists the values',
    );
    const all = Array.from({ length: 12 }, (_, index) => `v${index}`);
    expect(describeRefusedValue('it is wrong', { near: [], all, documented: 'look' })).toContain(
      'v10 or v11',
    );
    expect(describeRefusedValue('it is wrong', { near: [], all: [...all, 'v12'], documented: 'look' })).toBe(
      'it is wrong; look',
    );
  });
});
