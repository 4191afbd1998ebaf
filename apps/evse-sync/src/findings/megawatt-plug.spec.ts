import { describe, expect, it } from '@jest/globals';
import { hasMegawattPlug } from './megawatt-plug.js';

describe('a plug of the Megawatt Charging System', () => {
  it.each([
    'MCS',
    'MCS Connector',
    'mcs_connector',
    'Plug-MCS',
    'MCS2',
    'Megawatt Charging System',
    'MEGA WATT',
    'MEGAWATT_CHARGING',
    'MW',
    'mw plug',
    'Plug_MW1',
  ])('is known by the name %s', (plug) => {
    expect(hasMegawattPlug(['Type 2 Outlet', plug])).toBe(true);
  });

  it.each(['Type 2 Outlet', 'CCS Combo 2 Plug (Cable Attached)', 'NACS', 'DEMCSX', 'CCS 0.35 MW', 'BMW', ''])(
    'is not the plug %s',
    (plug) => {
      expect(hasMegawattPlug([plug])).toBe(false);
    },
  );
});
