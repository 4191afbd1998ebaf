import { createHash } from 'node:crypto';

/** Random numbers that depend only on their seed: the same on every machine and in every run. */
export class SeededRandom {
  private constructor(private state: number) {}

  /** A generator seeded with numbers; different numbers give independent generators. */
  static of(...parts: readonly number[]): SeededRandom {
    let state = 0x9e37_79b9;
    for (const part of parts) state = mixed(state ^ mixed(part | 0));
    return new SeededRandom(state);
  }

  /** A generator seeded with a text. */
  static named(text: string): SeededRandom {
    return SeededRandom.of(createHash('sha256').update(text).digest().readInt32LE());
  }

  /** A number from 0 up to but excluding 1. */
  next(): number {
    this.state = (this.state + 0x6d2b_79f5) | 0;
    return mixed(this.state) / 4_294_967_296;
  }

  /** A whole number from 0 up to but excluding `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** `true` with this probability. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of the choices, all equally likely. */
  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  /** One of the choices, each as likely as its weight. */
  weighted<T>(choices: readonly [Weighted<T>, ...Weighted<T>[]]): T {
    let rest = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      rest -= weight;
      if (rest < 0) return choice;
    }
    return choices[0][0];
  }

  /** A number around 0, approximately normally distributed with deviation 1, never beyond ±3. */
  around(): number {
    return (this.next() + this.next() + this.next() - 1.5) * 2;
  }

  /** Hexadecimal digits in lower case. */
  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.below(16).toString(16)).join('');
  }
}

/** A UUID derived from a text. All of its bits come from a hash of the text: the generator’s 32 bits would collide. */
export function uuidNamed(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A choice with its weight, relative to those of the other choices. */
export type Weighted<T> = readonly [choice: T, weight: number];

/** Every bit of the result depends on every bit of the number (the finaliser of MurmurHash3). */
function mixed(number: number): number {
  let bits = number;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
