/** Metres; the sphere that has the Earth’s volume. */
const RADIUS = 6_371_000;
const HALF_TURN = Math.PI * RADIUS;

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * A place as a point in space, metres from the centre of the Earth, as PostgreSQL’s `cube` reads it. Distances between
 * such points have no date line and no poles, and a GiST index answers the nearest of them.
 */
export function earthPoint({ latitude, longitude }: Place): string {
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  const [x, y, z] = [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  return `(${x * RADIUS}, ${y * RADIUS}, ${z * RADIUS})`;
}

/** The straight line through the Earth between two places that lie `distance` metres apart on its surface. */
export function chordOf(distance: number): number {
  return 2 * RADIUS * Math.sin(Math.min(distance, HALF_TURN) / (2 * RADIUS));
}

/** Metres along the surface between two places whose straight line has this length. */
export function distanceOf(chord: number): number {
  return 2 * RADIUS * Math.asin(Math.min(1, chord / (2 * RADIUS)));
}
