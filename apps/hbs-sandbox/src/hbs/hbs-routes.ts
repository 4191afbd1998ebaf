import { outboundOperations, type OutboundOperationName } from '#oicp';

/** A path under `/api/oicp` with the operations that it serves. */
export interface HbsRoute {
  readonly path: string;
  readonly operations: readonly OutboundOperationName[];
}

/** Lists every path of every operation. The OpenAPI documents put three kinds of status pull on one path. */
export function listHbsRoutes(): readonly HbsRoute[] {
  const routes = new Map<string, OutboundOperationName[]>();
  for (const [name, { paths }] of Object.entries(outboundOperations)) {
    for (const path of paths) {
      routes.set(path, [...(routes.get(path) ?? []), name as OutboundOperationName]);
    }
  }
  return [...routes].map(([path, operations]) => ({ path, operations }));
}

/** Finds the operation of a call; on a shared path, the members of its body decide. */
export function findOperation({ operations }: HbsRoute, body: unknown): OutboundOperationName | undefined {
  if (operations.length === 1) return operations[0];
  const asked = typeof body === 'object' && body !== null ? body : {};
  if ('EvseID' in asked) return operations.find((name) => name === 'pullEvseStatusById');
  if ('OperatorID' in asked) return operations.find((name) => name === 'pullEvseStatusByOperatorId');
  return operations[0];
}
