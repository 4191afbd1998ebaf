import type { Position } from '#oicp';
import { Atlas } from './atlas.js';
import { findCircles, isInCircle, type Circle } from './circles.js';
import { findOutlines, type OutlineName } from './countries.js';
import type { Outline } from './outline.js';

/** Kilometres that a position may be beyond a border: outlines are coarse, and there are stations on piers. */
export const TOLERANCE_KM = 25;

/** Cells per degree, and the largest distance of a point of a cell from its middle in kilometres. */
const CELLS = 10;
const CELL_KM = 8;
/** A network has a few thousand such cells in a country; invented positions must not fill the memory. */
const MOST_CELLS = 100_000;

const rough = new Atlas('50m');
const fine = new Atlas('10m');
const countries = new Map<string, Country | undefined>();
/** Codes and names are input from outside, so their cache is limited; ISO 3166-1 has 249 codes. */
const MOST_CODES = 1_000;
const LONGEST_CODE = 60;

/** A country with its overseas territories. */
export class Country {
  /** Loaded and used only where the rough outline does not include a position. */
  private fine: Outline | undefined;
  /** Cells that are entirely inside or outside, as nearly all with charging points are. */
  private readonly cells = new Map<number, boolean>();

  private constructor(
    private readonly names: readonly OutlineName[],
    private readonly rough: Outline | undefined,
    private readonly circles: readonly Circle[],
  ) {}

  /**
   * By a code of ISO 3166-1, another code in use or an unambiguous name; `undefined` for an unknown one, or a country that
   * has neither outline nor circle.
   */
  static find(code: string): Country | undefined {
    const known = countries.get(code);
    if (known !== undefined || countries.has(code) || code.length > LONGEST_CODE) return known;
    const names = findOutlines(code);
    const country = names.length === 0 ? undefined : Country.of(names);
    if (countries.size < MOST_CODES) countries.set(code, country);
    return country;
  }

  private static of(names: readonly OutlineName[]): Country | undefined {
    const [outline, circles] = [rough.outline(names), findCircles(names)];
    const isDrawn = outline !== undefined || circles.length > 0 || fine.outline(names) !== undefined;
    return isDrawn ? new Country(names, outline, circles) : undefined;
  }

  /** Whether a position is in the country or at most {@link TOLERANCE_KM} beyond its border. */
  includes(place: Position): boolean {
    const [row, column] = [Math.floor(place.latitude * CELLS), Math.floor(place.longitude * CELLS)];
    const cell = row * 360 * CELLS + column;
    const known = this.cells.get(cell);
    if (known !== undefined) return known;
    const middle = { latitude: (row + 0.5) / CELLS, longitude: (column + 0.5) / CELLS };
    if (this.isNear(middle, TOLERANCE_KM - CELL_KM)) return this.remember(cell, true);
    if (!this.isNear(middle, TOLERANCE_KM + CELL_KM)) return this.remember(cell, false);
    return this.isNear(place, TOLERANCE_KM);
  }

  private isNear(place: Position, kilometres: number): boolean {
    if (this.rough?.isWithin(place, kilometres) === true) return true;
    if (this.circles.some((each) => isInCircle(each, place, kilometres))) return true;
    this.fine ??= fine.outline(this.names);
    return this.fine?.isWithin(place, kilometres) ?? false;
  }

  private remember(cell: number, isInside: boolean): boolean {
    if (this.cells.size < MOST_CELLS) this.cells.set(cell, isInside);
    return isInside;
  }
}
