/** Digits first, then letters: the order in which both algorithms count characters. */
const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

type Pair = readonly [number, number];

/**
 * The check digit of an ISO 15118-1 contract after eMI³ ("Check Digit Calculation for Contract-IDs"): every character is
 * a pair over GF(2) and a pair over GF(3), each multiplied by a power of a fixed matrix, and the sum of all fifteen must
 * be zero. `contract` is country, provider and nine characters of instance, without separators.
 *
 * @throws {RangeError} unless it has fourteen letters and digits
 */
export function isoCheckDigit(contract: string): string {
  const indexes = indexesOf(contract, 14);
  let binary: Pair = [0, 0];
  let ternary: Pair = [0, 0];
  for (const index of indexes.toReversed()) {
    binary = timesP1(plus(binary, [Math.trunc(index / 18), Math.trunc(index / 9) % 2], 2));
    ternary = timesP2(plus(ternary, [Math.trunc(index / 3) % 3, index % 3], 3));
  }
  // Solved for the fifteenth: P1^15 is the identity, and -P2^-15 is the matrix (0 2, 2 1).
  const [high, low] = binary;
  const [first, second] = ternary;
  return CHARACTERS.charAt(18 * high + 9 * low + 3 * ((2 * second) % 3) + ((2 * first + second) % 3));
}

/**
 * The check digit of a DIN SPEC 91286 contract: every character as a decimal number, its digits weighted by rising
 * powers of two, modulo 11; ten is `X`. `contract` is country, provider and six characters of instance.
 *
 * @throws {RangeError} unless it has eleven letters and digits
 */
export function dinCheckDigit(contract: string): string {
  const digits = indexesOf(contract, 11).join('');
  let sum = 0;
  let weight = 1;
  for (const digit of digits) {
    sum += Number(digit) * weight;
    weight *= 2;
  }
  const remainder = sum % 11;
  return remainder === 10 ? 'X' : String(remainder);
}

function indexesOf(contract: string, length: number): readonly number[] {
  if (contract.length !== length || !/^[A-Za-z0-9]*$/.test(contract)) {
    throw new RangeError(`A check digit is computed over ${length} letters and digits`);
  }
  return Array.from(contract.toUpperCase(), (character) => CHARACTERS.indexOf(character));
}

function plus([a, b]: Pair, [c, d]: Pair, modulus: number): Pair {
  return [(a + c) % modulus, (b + d) % modulus];
}

/** Times the matrix (0 1, 1 1) over GF(2). */
function timesP1([a, b]: Pair): Pair {
  return [b, (a + b) % 2];
}

/** Times the matrix (0 1, 1 2) over GF(3). */
function timesP2([a, b]: Pair): Pair {
  return [b, (a + 2 * b) % 3];
}
