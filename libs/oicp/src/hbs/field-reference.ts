import type { Kind, NamedKind } from '../schema/kind.js';

/**
 * The JSON Pointer for HBS's Java-like reference (`operatorEvseData.evseDataRecord[0].plugs`) into a message of this kind.
 * Unknown fields retain HBS's spelling.
 */
export function pointerOf(reference: string, kind: Kind<unknown>): string {
  let here: Kind<unknown> | undefined = kind;
  let pointer = '';
  for (const step of reference.match(/[^.[\]]+/g) ?? []) {
    const field: NamedKind | undefined = here?.fieldNamed?.(step);
    here = field?.kind ?? here?.entry;
    pointer += `/${(field?.name ?? step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
  return pointer;
}
