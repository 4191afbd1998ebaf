import type { Violation } from '#oicp';

/**
 * Converts a pointer in the names and positions of OICP into one into what the operator sent. The violations contain the
 * differences: another spelling of a name, an unreadable entry of a list, a single value instead of a list.
 */
export function toSentPointer(pointer: string, violations: readonly Violation[]): string {
  let sent = '';
  for (const step of pointer.split('/').slice(1))
    sent += /^\d+$/.test(step)
      ? findSentEntry(sent, Number(step), violations)
      : `/${findSentName(sent, step, violations) ?? step}`;
  return sent;
}

function findSentName(parent: string, name: string, violations: readonly Violation[]): string | undefined {
  for (const { code, pointer } of violations) {
    const at = pointer.lastIndexOf('/');
    const last = pointer.slice(at + 1);
    if (
      code === 'other-spelling' &&
      pointer.slice(0, at) === parent &&
      toPlainName(last) === toPlainName(name)
    )
      return last;
  }
  return undefined;
}

/** `Periods` is another name of `Period` (docs/oicp-differences.md). */
function toPlainName(name: string): string {
  return name
    .replaceAll(/[^a-z0-9]/gi, '')
    .toLowerCase()
    .replace(/^periods$/, 'period');
}

function findSentEntry(list: string, index: number, violations: readonly Violation[]): string {
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
