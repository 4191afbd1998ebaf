import type { Kind } from '../../src/schema/kind.js';
import { ObjectKind, type Fields } from '../../src/schema/object.js';
import { componentOf, type OpenApi, type Schema } from '../conformity/openapi.js';

/** One member of a message, as Hubject's document and as this library declares it. */
export interface Place {
  /** From the nearest component of the document: `QRCodeIdentification/PIN`, `Identification` itself, `…/[]` entries. */
  readonly at: string;
  readonly schema: Schema;
  readonly kind: Kind<unknown>;
  /** What an object must hold for its kind to know what to demand. */
  readonly sample: Readonly<Record<string, unknown>>;
}

/** What the walk itself finds: members that one side has and the other has not, or has under another name. */
export interface Gap {
  readonly at: string;
  readonly finding: string;
}

export interface Walk {
  readonly places: readonly Place[];
  readonly gaps: readonly Gap[];
}

const NOTIFICATION = /^eRoamingChargingNotification(\w+)$/;

/**
 * Every member of a component, to the leaves, beside the kind that reads it. `usual` remembers over all walks which kind
 * reads a component that is a text: another one is named by its place.
 */
export function walk(
  component: string,
  kind: Kind<unknown>,
  document: OpenApi,
  usual: Map<string, Kind<unknown>>,
): Walk {
  const places: Place[] = [];
  const gaps: Gap[] = [];
  const ofOtherTypes = membersOfOtherTypes(component, document);

  const visit = (at: string, schema: Schema, here: Kind<unknown>): void => {
    const named = componentOf(schema);
    const declared = named === undefined ? undefined : document.components.schemas[named];
    if (named !== undefined && declared !== undefined) {
      return visit(isUsual(named, declared, here) ? named : `${at} (${named})`, declared, here);
    }
    places.push({ at, schema, kind: here, sample: sampleOf(component) });
    if (schema.type === 'array') visitEntries(at, schema, here);
    if (schema.type === 'object') visitMembers(at, schema, here);
  };

  const isUsual = (named: string, { type }: Schema, here: Kind<unknown>): boolean => {
    if (type !== 'string') return true;
    if (!usual.has(named)) usual.set(named, here);
    return usual.get(named) === here;
  };

  const visitEntries = (at: string, { items = {} }: Schema, here: Kind<unknown>): void => {
    if (here.entry === undefined) gaps.push({ at, finding: 'is no list here' });
    else visit(`${at}/[]`, items, here.entry);
  };

  const visitMembers = (at: string, { properties = {} }: Schema, here: Kind<unknown>): void => {
    const taken = new Set<string>();
    for (const [name, schema] of Object.entries(properties)) {
      const field = here.fieldNamed?.(name);
      if (field === undefined) gaps.push({ at: `${at}/${name}`, finding: 'is not declared' });
      else {
        if (field.name !== name) gaps.push({ at: `${at}/${name}`, finding: `is named ${field.name} here` });
        taken.add(field.name);
        visit(`${at}/${name}`, schema, field.kind);
      }
    }
    for (const name of Object.keys(fieldsOf(here))) {
      const isForeign = at === component && ofOtherTypes.has(name);
      if (!taken.has(name) && !isForeign)
        gaps.push({ at: `${at}/${name}`, finding: 'is declared here only' });
    }
  };

  visit(component, { $ref: `#/components/schemas/${component}` }, kind);
  return { places, gaps };
}

/** Charging notifications are read by one kind, whose demands depend on the type. */
function sampleOf(component: string): Readonly<Record<string, unknown>> {
  const type = NOTIFICATION.exec(component)?.[1];
  return type === undefined ? {} : { Type: type };
}

/** That one kind reads the members of every type in each: partners send them so. */
function membersOfOtherTypes(component: string, { components }: OpenApi): ReadonlySet<string> {
  if (!NOTIFICATION.test(component)) return new Set();
  const all = Object.entries(components.schemas).filter(([name]) => NOTIFICATION.test(name));
  return new Set(all.flatMap(([, { properties = {} }]) => Object.keys(properties)));
}

/** The fields of an object; those of a kind with variants are the fields of all of them. */
function fieldsOf(kind: Kind<unknown>): Fields {
  if (kind instanceof ObjectKind) return kind.fields as Fields;
  const all: unknown = Reflect.get(kind, 'otherwise');
  return all instanceof ObjectKind ? (all.fields as Fields) : {};
}
