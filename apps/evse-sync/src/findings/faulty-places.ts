/** JSON Pointers to faults, and to everything around them: asking for one takes as long among thousands as among a few. */
export class FaultyPlaces {
  private readonly places = new Set<string>();

  /** @param pointers to faults that are known already */
  constructor(pointers: Iterable<string> = []) {
    for (const each of pointers) this.add(each);
  }

  /** Adds a fault at a place, and thereby within everything around it. */
  add(pointer: string): void {
    let around = pointer;
    while (!this.places.has(around)) {
      this.places.add(around);
      around = around.slice(0, Math.max(around.lastIndexOf('/'), 0));
    }
  }

  /** Whether there is a fault at a place or within it. */
  has(pointer: string): boolean {
    return this.places.has(pointer);
  }
}
