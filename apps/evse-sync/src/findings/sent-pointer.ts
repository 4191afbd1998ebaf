import type { Violation } from '#oicp';

/**
 * A pointer into what the operator sent, from one in the names and positions of OICP. What reading reported says how they
 * differ: a name spelled otherwise, an entry that was left out of a list, a value that is no list.
 */
export function sentPointer(pointer: string, violations: readonly Violation[]): string {
  let sent = '';
  for (const step of pointer.split('/').slice(1))
    sent += /^\d+$/.test(step)
      ? entryOf(sent, Number(step), violations)
      : `/${nameIn(sent, step, violations) ?? step}`;
  return sent;
}

function nameIn(parent: string, name: string, violations: readonly Violation[]): string | undefined {
  for (const { code, pointer } of violations) {
    const at = pointer.lastIndexOf('/');
    const last = pointer.slice(at + 1);
    if (code === 'other-spelling' && pointer.slice(0, at) === parent && plain(last) === plain(name))
      return last;
  }
  return undefined;
}

/** `Periods` is a name of `Period`, too (docs/oicp-differences.md). */
function plain(name: string): string {
  return name
    .replaceAll(/[^a-z0-9]/gi, '')
    .toLowerCase()
    .replace(/^periods$/, 'period');
}

function entryOf(list: string, index: number, violations: readonly Violation[]): string {
  if (violations.some(({ code, pointer }) => code === 'single-for-list' && pointer === list)) return '';
  const lost = new Set(
    violations.filter(({ severity }) => severity === 'loss').map(({ pointer }) => pointer),
  );
  let at = 0;
  for (let left = index; ; at += 1) {
    if (lost.has(`${list}/${at}`)) continue;
    if (left === 0) return `/${at}`;
    left -= 1;
  }
}
