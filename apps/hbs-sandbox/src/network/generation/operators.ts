import { countries, type CountryCode } from './countries.js';
import type { Weighted } from '../../random/seeded-random.js';

/**
 * How an operator writes its records: as specified; in the spellings of the Swiss feed; or without half of the mandatory
 * members and with an invalid OperatorID.
 */
export type Dialect = 'specified' | 'older' | 'careless';

/** A charge point operator (CPO) of the generated network. */
export interface Operator {
  readonly operatorId: string;
  readonly name: string;
  /** The start of its EvseIDs, which need not be its OperatorID. */
  readonly evseIdStart: string;
  readonly dialect: Dialect;
  readonly subOperator?: string;
}

/** 52 of the 551 real records are written so, all by one operator. */
const CARELESS_SHARE = 52 / 551;
/** All other real records are written like this; here fewer, because most of the network should be conformant. */
const OLDER_SHARE = 0.24;
const SUB_OPERATOR_SHARE = 0.02;
const SPECIFIED_SHARE = 1 - CARELESS_SHARE - OLDER_SHARE - SUB_OPERATOR_SHARE;

const BRANDS: Readonly<Record<CountryCode, Brands>> = {
  DEU: {
    large: ['ELB', 'Elbstrom Mobil'],
    din: ['823', 'Ladewerk Süd'],
    older: ['RHN', 'Rheinlader'],
    town: 'Stadtwerke',
  },
  AUT: {
    large: ['DNE', 'Donau-Energie'],
    din: ['871', 'Alpenstrom'],
    older: ['TRL', 'Tiroler Ladenetz'],
    town: 'Gemeindewerke',
  },
  CHE: {
    large: ['MTH', 'Matter-Charge'],
    din: ['032', 'Jurastrom'],
    older: ['RBL', 'ROLLBLITZ'],
    town: 'Gemeinde',
  },
  NLD: {
    large: ['PLD', 'Polderladen'],
    din: ['204', 'Waterland Energie'],
    older: ['TLP', 'TulpStroom'],
    town: 'Gemeente',
  },
  BEL: {
    large: ['SCH', 'Schelde Charging'],
    din: ['471', 'Ardennes Energie'],
    older: ['VLD', 'Vlaams Laadnet'],
    town: 'Stad',
  },
  LUX: {
    large: ['MSL', 'Moselle Mobilité'],
    din: ['661', 'Gutland Charge'],
    older: ['CHR', 'Réseau Charly'],
    town: 'Commune',
  },
  FRA: {
    large: ['LOI', 'Loire Recharge'],
    din: ['142', 'Réseau Armor'],
    older: ['MIS', 'Mistral Électrique'],
    town: 'Ville',
  },
  DNK: {
    large: ['OSK', 'Øresund Lade'],
    din: ['330', 'Jyllands El'],
    older: ['BLT', 'Bæltstrøm'],
    town: 'Kommune',
  },
  SWE: {
    large: ['SKG', 'Skärgårdsladd'],
    din: ['318', 'Norrström'],
    older: ['GTA', 'Götaladd'],
    town: 'Kommun',
  },
  NOR: {
    large: ['FJD', 'Fjordlading'],
    din: ['229', 'Nordlys Kraft'],
    older: ['SOR', 'Sørlading'],
    town: 'Kommune',
  },
  FIN: {
    large: ['SAI', 'Saimaan Lataus'],
    din: ['409', 'Pohjolan Virta'],
    older: ['KRL', 'Karjalan Verkko'],
    town: 'Kaupunki',
  },
};

interface Brands {
  readonly large: readonly [letters: string, name: string];
  readonly din: readonly [digits: string, name: string];
  readonly older: readonly [letters: string, name: string];
  /** Name of a municipal operator. */
  readonly town: string;
}

/** The operators of each country with their weights. */
export const operatorsOf = Object.fromEntries(
  Object.keys(countries).map((code) => [code, operatorsIn(code as CountryCode)]),
) as Readonly<Record<CountryCode, ReturnType<typeof operatorsIn>>>;

function operatorsIn(code: CountryCode): readonly [Weighted<Operator>, ...Weighted<Operator>[]] {
  const { letters, calling } = countries[code];
  const { large, din, older, town } = BRANDS[code];
  const largeId = `${letters}*${large[0]}`;
  const dinId = `+${calling}*${din[0]}`;
  const olderId = `${letters}*${older[0]}`;
  const specified = { dialect: 'specified' } as const;
  return [
    [
      { operatorId: largeId, name: large[1], evseIdStart: `${largeId}*E`, ...specified },
      0.75 * SPECIFIED_SHARE,
    ],
    [{ operatorId: dinId, name: din[1], evseIdStart: `${dinId}*`, ...specified }, 0.25 * SPECIFIED_SHARE],
    // Its EvseIDs have no separators: in the ISO notation they are optional.
    [{ operatorId: olderId, name: older[1], evseIdStart: `${olderId}E`, dialect: 'older' }, OLDER_SHARE],
    [
      {
        operatorId: largeId,
        name: large[1],
        evseIdStart: `${letters}*SUB*E`,
        subOperator: `${town} (${large[1]})`,
        ...specified,
      },
      SUB_OPERATOR_SHARE,
    ],
    [
      {
        operatorId: `${letters}*${town.toUpperCase().replaceAll(' ', '')}`,
        name: town.toUpperCase(),
        evseIdStart: `+${calling}*031*`,
        dialect: 'careless',
      },
      CARELESS_SHARE,
    ],
  ];
}
