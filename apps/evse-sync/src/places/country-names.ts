import { all } from 'iso-3166-1';

/** Languages in whose names a country is recognised: those of Europe and its neighbours, and large ones elsewhere. */
const LANGUAGES =
  'en de fr it es pt nl da sv nb fi is et lv lt pl cs sk hu sl hr sr bs mk sq ro bg el tr uk ru be ga mt ca eu gl lb rm he ar fa ka hy az kk ja zh ko id vi th'.split(
    ' ',
  );

/** Codes that are not of ISO 3166-1 but in use: reserved by the EU, or those of sports, where ISO gives them to no other country. */
const OTHER_CODES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    UK: 'GBR',
    EL: 'GRC',
    GER: 'DEU',
    SUI: 'CHE',
    NED: 'NLD',
    DEN: 'DNK',
    POR: 'PRT',
    CRO: 'HRV',
    GRE: 'GRC',
    BUL: 'BGR',
  }),
);

/** Names that {@link Intl.DisplayNames} does not give, as {@link foldName} writes them. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    greatbritain: 'GBR',
    england: 'GBR',
    scotland: 'GBR',
    wales: 'GBR',
    northernireland: 'GBR',
    grossbritannien: 'GBR',
    unitedstatesofamerica: 'USA',
    holland: 'NLD',
    thenetherlands: 'NLD',
    czechrepublic: 'CZE',
    republicofireland: 'IRL',
    federalrepublicofgermany: 'DEU',
    bundesrepublikdeutschland: 'DEU',
    brd: 'DEU',
    macedonia: 'MKD',
  }),
);

/** Names of one country in some language that may mean another, too. */
const AMBIGUOUS = ['congo', 'kongo', 'korea', 'corea', 'coree', 'virginislands', 'saintmartin'];

/** Kosovo has no code in ISO 3166-1; this one is the usual one. */
export const KOSOVO = 'XKX';

/** Too short to be the name of one country only. */
const ABBREVIATION = /^[a-z]{0,3}$/;

let byName: ReadonlyMap<string, string> | undefined;

/** Finds the code of ISO 3166-1 alpha-3 for a country that is written as another code or a name, if only one has that name. */
export function findCountryCode(written: string): string | undefined {
  const folded = foldName(written);
  return OTHER_CODES.get(written) ?? OTHER_NAMES.get(folded) ?? (byName ??= collectNames()).get(folded);
}

function collectNames(): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const ambiguous = new Set(AMBIGUOUS);
  const countries = [...all(), { alpha2: 'XK', alpha3: KOSOVO }];
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const { alpha2, alpha3 } of countries) {
      const name = foldName(display.of(alpha2) ?? '');
      if ((names.get(name) ?? alpha3) !== alpha3) ambiguous.add(name);
      if (!ABBREVIATION.test(name)) names.set(name, alpha3);
    }
  }
  for (const name of ambiguous) names.delete(name);
  return names;
}

/** Letters only, in lower case and without accents of Latin, Greek and Cyrillic. */
function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{M}]|[\u0300-\u036F]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
}
