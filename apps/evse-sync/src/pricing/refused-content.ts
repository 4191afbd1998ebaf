import { QueryFailedError } from 'typeorm';
import { codeOf } from '#platform';

/** SQLSTATE classes 22 (data exception) and 54 (program limit exceeded): the content, not the database, is at fault. */
const REFUSED_CONTENT = /^(?:22|54)/;

export function isRefusedContent(error: unknown): boolean {
  return error instanceof QueryFailedError && REFUSED_CONTENT.test(codeOf(error) ?? '');
}
