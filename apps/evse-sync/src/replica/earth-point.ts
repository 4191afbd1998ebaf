/** Metres; the sphere that has the Earth’s volume. */
const RADIUS = 6_371_000;
const HALF_TURN = Math.PI * RADIUS;

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * A position as a point in space, metres from the centre of the Earth, in the text format of PostgreSQL’s `cube`. The
 * distance between two points is continuous across date line and poles, and a GiST index finds the nearest ones.
 */
export function earthPoint({ latitude, longitude }: Place): string {
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  const [x, y, z] = [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  return `(${x * RADIUS}, ${y * RADIUS}, ${z * RADIUS})`;
}

/** Metres straight through the Earth between two positions that are `distance` metres apart on its surface. */
export function chordOf(distance: number): number {
  return 2 * RADIUS * Math.sin(Math.min(distance, HALF_TURN) / (2 * RADIUS));
}

/** Metres along the surface between two positions that are `chord` metres apart straight through the Earth. */
export function distanceOf(chord: number): number {
  return 2 * RADIUS * Math.asin(Math.min(1, chord / (2 * RADIUS)));
}
