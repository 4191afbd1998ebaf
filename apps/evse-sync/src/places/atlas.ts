import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import { z } from 'zod';
import type { OutlineName } from './countries.js';
import { Outline, type Ring } from './outline.js';

const { resolve } = createRequire(import.meta.url);

/** Not checked further: they are half a million points, and the version of the package is fixed. */
const arcs = z.custom<number[][][]>((found) => Array.isArray(found) && Array.isArray(found[0]));

/** The part of TopoJSON that is needed. */
const topology = z.object({
  type: z.literal('Topology'),
  arcs,
  transform: z.object({
    scale: z.tuple([z.number(), z.number()]),
    translate: z.tuple([z.number(), z.number()]),
  }),
  objects: z.object({
    countries: z.object({
      type: z.literal('GeometryCollection'),
      geometries: z.array(
        z.discriminatedUnion('type', [
          z.object({
            type: z.literal('Polygon'),
            arcs: z.array(z.array(z.int())),
            id: z.string().optional(),
            properties: z.object({ name: z.string() }),
          }),
          z.object({
            type: z.literal('MultiPolygon'),
            arcs: z.array(z.array(z.array(z.int()))),
            id: z.string().optional(),
            properties: z.object({ name: z.string() }),
          }),
        ]),
      ),
    }),
  }),
});
type Topology = z.output<typeof topology>;

/**
 * The countries of Natural Earth (public domain), from the package `world-atlas`. Its scales are those of the map they
 * are drawn for (1:50,000,000 and 1:10,000,000): `50m` lacks inhabited islands, `10m` is five times as large.
 */
export class Atlas {
  private read: Topology | undefined;

  constructor(private readonly scale: '50m' | '10m') {}

  /** The land of the named outlines that the atlas has; `undefined` where it has none of them. */
  outline(names: readonly OutlineName[]): Outline | undefined {
    const wanted = this.topology.objects.countries.geometries.filter(({ id, properties }) =>
      names.includes(id ?? properties.name),
    );
    return wanted.length === 0 ? undefined : new Outline(wanted.flatMap((each) => this.polygonsOf(each)));
  }

  private get topology(): Topology {
    const path = resolve(`world-atlas/countries-${this.scale}.json`);
    this.read ??= topology.parse(JSON.parse(readFileSync(path, 'utf8')));
    return this.read;
  }

  private polygonsOf(
    geometry: Topology['objects']['countries']['geometries'][number],
  ): readonly (readonly Ring[])[] {
    const polygons =
      geometry.type === 'Polygon'
        ? [feature(this.topology, geometry).geometry.coordinates]
        : feature(this.topology, geometry).geometry.coordinates;
    return polygons.map((rings) => rings.map((ring) => Float64Array.from(ring.flat())));
  }
}
