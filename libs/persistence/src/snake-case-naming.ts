import { DefaultNamingStrategy } from 'typeorm';

/** `validUntil` in TypeScript is `valid_until` in SQL. */
export class SnakeCaseNaming extends DefaultNamingStrategy {
  override columnName(property: string, customName: string, prefixes: string[]): string {
    return customName || [...prefixes, property].map(snakeCase).join('_');
  }
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
