/**
 * JSON as a tree that can hold what `JSON.stringify` cannot write: members that are repeated or named `__proto__`, and
 * numbers that no binary float holds.
 */
export type JsonTree = string | boolean | null | Literal | JsonTree[] | JsonObject;

/** A piece of JSON text, written as it is. */
export class Literal {
  constructor(readonly text: string) {}
}

/** An object as the list of its members. */
export class JsonObject {
  constructor(readonly members: Member[]) {}
}

export interface Member {
  name: string;
  value: JsonTree;
}

export function toTree(value: unknown): JsonTree {
  if (typeof value === 'number') return new Literal(String(value));
  if (Array.isArray(value)) return value.map(toTree);
  if (typeof value === 'object' && value !== null) {
    return new JsonObject(
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([name, each]) => ({ name, value: toTree(each) })),
    );
  }
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  throw new TypeError(`${typeof value} is not JSON`);
}

export function writeTree(tree: JsonTree): string {
  if (tree instanceof Literal) return tree.text;
  if (Array.isArray(tree)) return `[${tree.map(writeTree).join(',')}]`;
  if (tree instanceof JsonObject) {
    return `{${tree.members.map(({ name, value }) => `${JSON.stringify(name)}:${writeTree(value)}`).join(',')}}`;
  }
  return JSON.stringify(tree);
}

/** A position in a tree whose value can be read and replaced. */
export interface TreePlace {
  get(): JsonTree;
  set(value: JsonTree): void;
  /** Takes the value out of the list or object that holds it; nothing for the root. */
  remove(): void;
  /** The member that holds the value, where one does. */
  readonly member?: Member;
  readonly holder?: JsonObject;
}

/** All positions of a tree, the outermost first. */
export function treePlaces(root: { tree: JsonTree }): readonly TreePlace[] {
  const places: TreePlace[] = [
    { get: () => root.tree, set: (value) => (root.tree = value), remove: () => {} },
  ];
  for (let index = 0; index < places.length; index += 1)
    places.push(...placesIn(places[index]?.get() ?? null));
  return places;
}

function placesIn(tree: JsonTree): TreePlace[] {
  if (Array.isArray(tree)) {
    return tree.map((_, index) => ({
      get: () => tree[index] ?? null,
      set: (value) => (tree[index] = value),
      remove: () => tree.splice(index, 1),
    }));
  }
  if (!(tree instanceof JsonObject)) return [];
  return tree.members.map((member) => ({
    get: () => member.value,
    set: (value) => (member.value = value),
    remove: () => tree.members.splice(tree.members.indexOf(member), 1),
    member,
    holder: tree,
  }));
}
