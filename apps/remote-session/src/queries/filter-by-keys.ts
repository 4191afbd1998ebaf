import type { EntityTarget, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { resolveFilterKeys, readAll } from '#suite';
import type { IdentifierQuery } from '#oicp';

/** The name of a filter in the API, the column that it compares, what was asked for, and how that is read. */
type KeyFilter = readonly [
  parameter: string,
  column: 'evcoKey' | 'evseKey' | 'sessionKey',
  written: string | undefined,
  ask: (written: string) => IdentifierQuery,
];

/** Adds filters by identifiers, in any way to write them. @throws {RpcRefusal} FILTER_INVALID */
export async function filterByKeys<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  entity: EntityTarget<Row>,
  filters: readonly KeyFilter[],
): Promise<void> {
  const { alias, connection } = query;
  const isStored = (column: string, asked: readonly string[]): Promise<boolean> =>
    connection
      .getRepository(entity)
      .createQueryBuilder('stored')
      .where(`stored.${column} in (:...asked)`, { asked })
      .getExists();
  const reads = filters.flatMap(([parameter, column, written, ask]) =>
    written === undefined
      ? []
      : [
          resolveFilterKeys(parameter, ask(written), (asked) => isStored(column, asked)).then(
            (keys) => [column, keys] as const,
          ),
        ],
  );
  for (const [column, keys] of await readAll(reads))
    query.andWhere(`${alias}.${column} in (:...${column})`, { [column]: keys });
}
