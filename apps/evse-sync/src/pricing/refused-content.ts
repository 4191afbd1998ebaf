import { QueryFailedError } from 'typeorm';
import { codeOf } from '#platform';

/** SQLSTATE classes 22 (data exception) and 54 (program limit exceeded): the content is at fault, not the database. */
const REFUSED_CONTENT = /^(?:22|54)/;

/** Whether PostgreSQL refused the content of a statement. */
export function isRefusedContent(error: unknown): boolean {
  return error instanceof QueryFailedError && REFUSED_CONTENT.test(codeOf(error) ?? '');
}
