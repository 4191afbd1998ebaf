import { whereAlpha2, whereAlpha3 } from 'iso-3166-1';
import { findCountryCode, KOSOVO } from './country-names.js';

/** An outline of the atlas: by its ISO 3166-1 numeric code, or by name where the atlas gives none. */
export type OutlineName = string;

/**
 * Other outlines that count as the country, because addresses there name it: overseas territories with outlines of their
 * own, and regions that the atlas assigns by actual control.
 */
const COUNTS_AS: Readonly<Record<string, readonly OutlineName[]>> = {
  AUS: ['574', '334', '162', '166', 'Indian Ocean Ter.', 'Coral Sea Is.'],
  CCK: ['Indian Ocean Ter.'],
  CHN: ['344', '446'],
  CXR: ['Indian Ocean Ter.'],
  CYP: ['N. Cyprus', 'Cyprus U.N. Buffer Zone', 'Akrotiri', 'Dhekelia'],
  DNK: ['234', '304'],
  CUB: ['USNB Guantanamo Bay'],
  ESH: ['504'],
  FIN: ['248'],
  FRA: ['540', '258', '666', '876', '652', '663', '260', 'Clipperton I.'],
  GBR: [
    '831',
    '832',
    '833',
    '292',
    '060',
    '136',
    '092',
    '796',
    '660',
    '500',
    '238',
    '654',
    '086',
    '612',
    '239',
    'Akrotiri',
    'Dhekelia',
  ],
  ISR: ['275'],
  KAZ: ['Baikonur'],
  MAR: ['732'],
  NLD: ['533', '531', '534'],
  NZL: ['184', '570', '772'],
  PSE: ['376'],
  RUS: ['Baikonur'],
  SOM: ['Somaliland'],
  SRB: ['Kosovo'],
  USA: ['630', '316', '850', '016', '580', '581', 'USNB Guantanamo Bay'],
};

/** Territories with codes of their own that the atlas draws as a part of their country. */
const DRAWN_WITHIN: Readonly<Record<string, string>> = {
  BES: 'NLD',
  GLP: 'FRA',
  GUF: 'FRA',
  MTQ: 'FRA',
  MYT: 'FRA',
  REU: 'FRA',
  SJM: 'NOR',
};

/** Codes of Kosovo, which has none in ISO 3166-1. */
const CODES_OF_KOSOVO: ReadonlySet<string> = new Set([KOSOVO, 'XK', 'RKS', 'KOS', 'UNK']);

/** Finds the outlines of a country by a code or name of it; none if it is unknown or ambiguous. */
export function findOutlines(name: string): readonly OutlineName[] {
  const written = name.trim().toUpperCase();
  const country = findCountry(written) ?? findCountry(findCountryCode(written) ?? '');
  if (country === KOSOVO) return ['Kosovo', '688'];
  if (country === undefined) return [];
  const { alpha3 } = country;
  const drawn = whereAlpha3(DRAWN_WITHIN[alpha3] ?? alpha3) ?? country;
  return [drawn.numeric, ...(COUNTS_AS[alpha3] ?? [])];
}

function findCountry(code: string): ReturnType<typeof whereAlpha3> | typeof KOSOVO {
  if (CODES_OF_KOSOVO.has(code)) return KOSOVO;
  return code.length === 2 ? whereAlpha2(code) : whereAlpha3(code);
}
