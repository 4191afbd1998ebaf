import type { WireRecord } from '../wire-record.js';

const ABC = { OperatorID: 'DE*ABC', OperatorName: 'ABC technologies' };
const PLACE = {
  Address: { Country: 'DEU', City: 'Berlin', Street: 'EUREF-Campus', PostalCode: '10829', HouseNum: '22' },
  GeoCoordinates: { Google: { Coordinates: '52.480495 13.356465' } },
  HotlinePhoneNumber: '+4930123123123',
};

/** Replace members of the first records of every generated network: charging points that the README names. */
export const demonstrationEvses: readonly WireRecord[] = [
  { EvseID: 'DE*ABC*E12345*1', ...ABC, ...PLACE, IsHubjectCompatible: true },
  { EvseID: 'DE*ABC*E12345*2', ...ABC, ...PLACE, IsHubjectCompatible: true },
  // Not open to roaming: a remote start is refused with 604.
  { EvseID: 'DE*ABC*E99999*1', ...ABC, ...PLACE, IsHubjectCompatible: false },
  {
    EvseID: '+49*810*000*438',
    OperatorID: '+49*810',
    OperatorName: 'DIN Strom',
    ...PLACE,
    IsHubjectCompatible: true,
  },
];
