import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageOf } from '#platform';

/** What a key may do; `*` is everything. */
export const scopes = [
  'authorization:read',
  'authorization:write',
  'sessions:read',
  'sessions:write',
  'evses:read',
  'sync:read',
  'sync:write',
  'journal:read',
  'cdr:read',
  'cdr:write',
] as const;
/** What an operation of the API needs its key to have. */
export type Scope = (typeof scopes)[number];

/** A user of the API: a key with its name and scopes. */
export interface ApiUser {
  readonly name: string;
  readonly scopes: ReadonlySet<Scope | '*'>;
}

const entry = z
  .object({
    name: z.string().min(1),
    key: z.string().min(16, 'a key must have at least 16 characters').optional(),
    sha256: z
      .hash('sha256', { error: 'sha256 must be the SHA-256 of a key, 64 hexadecimal digits' })
      .optional(),
    scopes: z.array(z.enum(['*', ...scopes])).min(1),
  })
  .refine(
    ({ key, sha256 }) => (key === undefined) !== (sha256 === undefined),
    'exactly one of key and sha256 must be given',
  );

/** What a file of keys contains. */
export interface ApiKeys {
  /** By the SHA-256 of the key, in hexadecimal. */
  readonly users: ReadonlyMap<string, ApiUser>;
  /** What is wrong with the file; `users` is then empty. */
  readonly problems: readonly string[];
}

/**
 * Reads the file of keys. Keys are looked up by their digest, so that the time it takes discloses nothing about them.
 */
export function readApiKeys(path: string): ApiKeys {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return {
      users: new Map(),
      problems: [`is "${path}", which cannot be read as JSON: ${messageOf(error)}`],
    };
  }
  const read = z.array(entry).min(1, 'at least one key must be given').safeParse(content);
  if (!read.success) {
    const problems = read.error.issues.map(
      ({ path: at, message }) => `in "${path}"${placeOf(at)}: ${message}`,
    );
    return { users: new Map(), problems };
  }
  const users = read.data.map(({ name, key, sha256, scopes: granted }): [string, ApiUser] => [
    sha256?.toLowerCase() ?? digestOf(key ?? ''),
    { name, scopes: new Set(granted) },
  ]);
  return { users: new Map(users), problems: [] };
}

/** SHA-256 of a key, in hexadecimal. */
export function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function placeOf(path: readonly PropertyKey[]): string {
  const [index, ...rest] = path;
  if (typeof index !== 'number') return '';
  return `, entry ${index + 1}${rest.length > 0 ? `, ${rest.join('.')}` : ''}`;
}
