import type { Violation } from '#oicp';

/**
 * Converts pointers in the names and positions of OICP into ones into what the operator sent. The violations contain the
 * differences: another spelling of a name, an unreadable entry of a list, a single value instead of a list, or a list
 * instead of a single value. They are looked through once, however many pointers are converted.
 */
export class SentPointers {
  /** Names as sent, by the place and the plain name. */
  private readonly spellings = new Map<string, string>();
  private readonly singles = new Set<string>();
  private readonly listsOfOne = new Set<string>();
  /** Positions of unreadable entries in ascending order, by their list. */
  private readonly lost = new Map<string, readonly number[]>();

  constructor(violations: readonly Violation[]) {
    const lost = new Map<string, Set<number>>();
    for (const { code, severity, pointer } of violations) {
      const at = pointer.lastIndexOf('/');
      const [place, last] = [pointer.slice(0, at), pointer.slice(at + 1)];
      if (code === 'other-spelling') {
        const name = `${place}/${toPlainName(last)}`;
        if (!this.spellings.has(name)) this.spellings.set(name, last);
      } else if (code === 'single-for-list') this.singles.add(pointer);
      else if (code === 'list-for-single') this.listsOfOne.add(pointer);
      if (severity !== 'loss' || !POSITION.test(last)) continue;
      const ofList = lost.get(place);
      if (ofList) ofList.add(Number(last));
      else lost.set(place, new Set([Number(last)]));
    }
    for (const [list, positions] of lost)
      this.lost.set(
        list,
        [...positions].toSorted((a, b) => a - b),
      );
  }

  /** Converts a pointer. */
  convert(pointer: string): string {
    let sent = '';
    for (const step of pointer.split('/').slice(1)) {
      // An object in a list of its own is one step further in. A value at the end of a pointer is reported at its list.
      if (this.listsOfOne.has(sent)) sent += '/0';
      sent += POSITION.test(step) ? this.findEntry(sent, Number(step)) : `/${this.findName(sent, step)}`;
    }
    return sent;
  }

  private findName(place: string, name: string): string {
    return this.spellings.get(`${place}/${toPlainName(name)}`) ?? name;
  }

  /** Finds the position at which the entry was sent that is at `index` among the readable ones. */
  private findEntry(list: string, index: number): string {
    if (this.singles.has(list)) return '';
    const lost = this.lost.get(list) ?? [];
    let [before, most] = [0, lost.length];
    // How many unreadable entries come before it; each lies at a position that is further by those before it.
    while (before < most) {
      const middle = (before + most) >> 1;
      if ((lost[middle] ?? 0) - middle <= index) before = middle + 1;
      else most = middle;
    }
    return `/${index + before}`;
  }
}

const POSITION = /^\d+$/;

/** `Periods` is another name of `Period` (docs/oicp-differences.md). */
function toPlainName(name: string): string {
  return name
    .replaceAll(/[^a-z0-9]/gi, '')
    .toLowerCase()
    .replace(/^periods$/, 'period');
}
