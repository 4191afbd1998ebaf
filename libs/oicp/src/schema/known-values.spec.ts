import { describe, expect, it } from '@jest/globals';
import { authenticationMode, evseStatus, plug } from '../types/evse-properties.js';

describe('a value as people write it', () => {
  it.each([
    ['Type 2 Outlet', 'Type 2 Outlet'],
    ['type 2 outlet', 'Type 2 Outlet'],
    ['TYPE_2_OUTLET', 'Type 2 Outlet'],
    ['Type2Outlet', 'Type 2 Outlet'],
    ['ccs combo 2 plug (cable attached)', 'CCS Combo 2 Plug (Cable Attached)'],
    ['CCS_COMBO_2_PLUG_CABLE_ATTACHED', 'CCS Combo 2 Plug (Cable Attached)'],
    ['chademo', 'CHAdeMO'],
    ['Nema 5 20', 'NEMA 5-20'],
  ])('is the plug: %s is %s', (written, meant) => expect(plug.known.find(written)).toBe(meant));

  it('is the status, or the way to identify', () => {
    expect(evseStatus.known.find('available')).toBe('Available');
    expect(evseStatus.known.find('OUT_OF_SERVICE')).toBe('OutOfService');
    expect(authenticationMode.known.find('remote')).toBe('REMOTE');
    expect(authenticationMode.known.find('nfc-rfid-desfire')).toBe('NFC RFID DESFire');
  });

  it.each([
    ['Type 2', ['Type 2 Outlet', 'Type 2 Connector (Cable Attached)']],
    ['Typ 2 Outlet', ['Type 2 Outlet']],
    ['Chadmo', ['CHAdeMO']],
    ['CCS', ['CCS Combo 2 Plug (Cable Attached)', 'CCS Combo 1 Plug (Cable Attached)']],
    ['shuko', ['Type F Schuko']],
  ])('that is unknown is answered with similar ones: %s with %j', (written, near) => {
    expect(plug.known.find(written)).toBeUndefined();
    expect(plug.known.nearest(written)).toEqual(expect.arrayContaining(near));
    expect(plug.known.nearest(written).length).toBeLessThanOrEqual(3);
  });

  it('that is unknown is answered with the values that may be meant', () => {
    expect(plug.known.refusalOf('Type 4 Outlet', 'a plug type of OICP')).toBe(
      '"Type 4 Outlet" is not a plug type of OICP; did you mean "Type 2 Outlet" or "Type 3 Outlet"?',
    );
    expect(evseStatus.known.refusalOf('Free', 'a status of OICP')).toBe(
      '"Free" is not a status of OICP; it must be Available, Reserved, Occupied, OutOfService, EvseNotFound or Unknown',
    );
    expect(plug.known.find('x'.repeat(100_000))).toBeUndefined();
    expect(plug.known.refusalOf('x'.repeat(100_000), 'a plug').length).toBeLessThan(250);
  });
});
