/** What the country of a charging point determines in its record. */
export interface CountryProfile {
  /** ISO 3166-1 alpha-3, as in an address. */
  readonly code: string;
  /** ISO 3166-1 alpha-2, as in identifiers. */
  readonly letters: string;
  /** Calling code, as in DIN identifiers and hotlines. */
  readonly calling: string;
  readonly language: string;
  readonly timeZone: string;
  /** Common names of streets. */
  readonly streets: readonly [string, ...string[]];
}

const CENTRAL_EUROPEAN = 'UTC+01:00';
const GERMAN = ['Bahnhofstraße', 'Hauptstraße', 'Industriestraße', 'Marktplatz', 'Am Stadtpark'] as const;
const FRENCH = ['Rue de la Gare', 'Avenue de la République', 'Place du Marché', 'Rue Victor-Hugo'] as const;
const DUTCH = ['Stationsplein', 'Kerkstraat', 'Dorpsstraat', 'Molenweg', 'Industrieweg'] as const;

/** The countries of the generated network, by ISO 3166-1 alpha-3. */
export const countries = {
  DEU: country('DEU', 'DE', '49', 'de', GERMAN),
  AUT: country('AUT', 'AT', '43', 'de', GERMAN),
  CHE: country('CHE', 'CH', '41', 'de', [
    'Bahnhofstrasse',
    'Hauptstrasse',
    'Zürcherstrasse',
    'Rue de Lausanne',
  ]),
  NLD: country('NLD', 'NL', '31', 'nl', DUTCH),
  BEL: country('BEL', 'BE', '32', 'nl', [...DUTCH, 'Chaussée de Louvain']),
  LUX: country('LUX', 'LU', '352', 'fr', FRENCH),
  FRA: country('FRA', 'FR', '33', 'fr', FRENCH),
  DNK: country('DNK', 'DK', '45', 'da', ['Banegårdspladsen', 'Østergade', 'Strandvejen', 'Nørregade']),
  SWE: country('SWE', 'SE', '46', 'sv', ['Storgatan', 'Drottninggatan', 'Kungsgatan', 'Järnvägsgatan']),
  NOR: country('NOR', 'NO', '47', 'no', ['Storgata', 'Kirkegata', 'Jernbanegata', 'Strandgata']),
  FIN: country('FIN', 'FI', '358', 'fi', ['Asemakatu', 'Kauppakatu', 'Hämeenkatu'], 'UTC+02:00'),
} as const satisfies Readonly<Record<string, CountryProfile>>;

/** A code of {@link countries}. */
export type CountryCode = keyof typeof countries;

function country(
  code: string,
  letters: string,
  calling: string,
  language: string,
  streets: CountryProfile['streets'],
  timeZone: string = CENTRAL_EUROPEAN,
): CountryProfile {
  return { code, letters, calling, language, timeZone, streets };
}
