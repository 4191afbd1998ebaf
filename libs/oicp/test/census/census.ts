import { Message } from '../../src/message.js';
import * as oicp from '../../src/index.js';
import type { Kind } from '../../src/schema/kind.js';
import { componentNamed } from '../conformity/hubject-schemas.js';
import { componentsOf, documents, type OpenApi, type Role, type Schema } from '../conformity/openapi.js';
import { differencesAt } from './differences-at.js';
import { walk } from './places.js';

const kinds: ReadonlyMap<string, Kind<unknown>> = new Map(
  Object.values(oicp)
    .filter((each) => each instanceof Message)
    .map((message) => [componentNamed(message.name), message.kind]),
);

/** The message that reads a component; one message reads the four charging notifications. */
export function kindOf(component: string): Kind<unknown> | undefined {
  return (
    kinds.get(component) ??
    (component.startsWith('eRoamingChargingNotification') ? oicp.chargingNotification.kind : undefined)
  );
}

/** The components that are bodies of requests and answers. */
export function bodiesIn({ paths }: OpenApi): readonly string[] {
  const bodies = Object.values(paths).flatMap(({ post }) => [post.requestBody, post.responses['200']]);
  return [...new Set(bodies.flatMap(({ content }) => componentsOf(content['application/json'].schema)))];
}

/**
 * Everything in which this library is not what the documents say, as `emp and cpo: place finding`; once for each place
 * and finding, sorted.
 */
export function census(of: readonly (readonly [Role, OpenApi])[] = documents): readonly string[] {
  const found = new Map<string, Set<Role>>();
  const note = (role: Role, at: string, finding: string): void => {
    const key = `${at} ${finding}`;
    found.set(key, (found.get(key) ?? new Set()).add(role));
  };
  for (const [role, document] of of) {
    const seen = new Map<Schema, Set<Kind<unknown>>>();
    const usual = new Map<string, Kind<unknown>>();
    for (const component of bodiesIn(document)) {
      const kind = kindOf(component);
      if (kind === undefined) {
        note(role, component, 'has no message here');
        continue;
      }
      const { places, gaps } = walk(component, kind, document, usual);
      for (const { at, finding } of gaps) note(role, at, finding);
      for (const place of places) {
        const kindsSeen = seen.get(place.schema) ?? new Set();
        if (kindsSeen.has(place.kind)) continue;
        seen.set(place.schema, kindsSeen.add(place.kind));
        for (const finding of differencesAt(place)) note(role, place.at, finding);
      }
    }
  }
  return [...found].map(([key, roles]) => `${[...roles].join(' and ')}: ${key}`).toSorted();
}
