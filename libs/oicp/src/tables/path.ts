import type { Operation } from './operation.js';

/** The parameters of an operation's path and query. */
export interface PathParts {
  /** Exactly as configured: HBS compares it with the certificate as text. */
  readonly providerID?: string;
  /** Of a CPO. */
  readonly operatorID?: string;
  /** For operations that answer in pages: from 0, and records per page. */
  readonly page?: { readonly number: number; readonly size: number };
}

/**
 * The path of an operation under `/api/oicp`, with its query. `template` replaces the default path where HBS is
 * configured otherwise.
 * @throws {RangeError} if a parameter of the path is missing
 */
export function pathOf(
  operation: Operation,
  parts: PathParts,
  template: string = operation.paths[0],
): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.entries(parts).find(([part]) => part === name)?.[1] as string | undefined;
    if (typeof value !== 'string' || value === '')
      throw new RangeError(`${operation.oicpName} needs ${name}`);
    return encodeURIComponent(value);
  });
  return parts.page === undefined ? path : `${path}?page=${parts.page.number}&size=${parts.page.size}`;
}
