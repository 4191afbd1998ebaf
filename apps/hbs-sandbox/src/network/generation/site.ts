import { countries, type CountryProfile } from './countries.js';
import { SeededRandom } from '../../random/seeded-random.js';
import { operatorsOf, type Operator } from './operators.js';
import { towns, type Town } from './towns.js';

/** A group of charging points at one location. */
export interface Site {
  /** Unique in the network; part of every EvseID of the site. */
  readonly number: number;
  readonly town: Town;
  readonly country: CountryProfile;
  readonly operator: Operator;
}

/** One charging point of a site. */
export interface SitePosition {
  readonly site: Site;
  /** From 1. */
  readonly point: number;
}

/** How twelve consecutive charging points are distributed to sites: a few large car parks, many pairs at a kerb. */
const SPREADS = [[12], [6, 4, 2], [4, 4, 2, 2], [2, 2, 2, 2, 2, 2], [4, 2, 2, 2, 1, 1], [8, 2, 2]] as const;
const BLOCK = 12;
/** Seeds of independent generators. */
const SPREAD = 1;
const SITE = 2;

/** Finds the site of a charging point by its index, independently of all others. */
export function positionAt(seed: number, index: number): SitePosition {
  const block = Math.floor(index / BLOCK);
  const spread = SeededRandom.of(seed, SPREAD, block).pick<readonly number[]>(SPREADS);
  let rest = index % BLOCK;
  let inBlock = 0;
  for (const size of spread) {
    if (rest < size) break;
    rest -= size;
    inBlock += 1;
  }
  return { site: siteOf(seed, block * BLOCK + inBlock), point: rest + 1 };
}

/** The generator of what all charging points of a site share. */
export function randomOfSite(seed: number, { number }: Site): SeededRandom {
  return SeededRandom.of(seed, SITE, number, 1);
}

function siteOf(seed: number, number: number): Site {
  const random = SeededRandom.of(seed, SITE, number);
  const town = random.weighted<Town>(towns);
  const operator = random.weighted(operatorsOf[town.country]);
  return { number, town, country: countries[town.country], operator };
}
