import { InvalidArgumentError } from 'commander';

/** Parses an option that is a whole number from 1. @throws {InvalidArgumentError} */
export function parseWholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}
