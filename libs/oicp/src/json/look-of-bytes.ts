/** Bytes by which something other than JSON in UTF-8 begins, and what it is. */
const BEGINNINGS: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x1f, 0x8b], 'gzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
  [[0xff, 0xfe], 'UTF-16'],
  [[0xfe, 0xff], 'UTF-16'],
  // The first character of a JSON text is ASCII: the other half of it is zero.
  [[0x7b, 0x00], 'UTF-16'],
  [[0x00, 0x7b], 'UTF-16'],
  [[0x5b, 0x00], 'UTF-16'],
  [[0x00, 0x5b], 'UTF-16'],
  [[0x3c], 'HTML or XML'],
];

/** What a body that is not JSON looks like, for a person; `undefined` where nothing is recognised. */
export function lookOfBytes(body: Uint8Array | string): string | undefined {
  const first = typeof body === 'string' ? new TextEncoder().encode(body.slice(0, 4)) : body;
  return BEGINNINGS.find(([bytes]) => bytes.every((byte, at) => first[at] === byte))?.[1];
}
