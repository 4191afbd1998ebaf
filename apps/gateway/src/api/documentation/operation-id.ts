/**
 * The `operationId` of an operation. Generated clients have it in their code: it does not change with a class's name.
 */
export const operationIdOf = (controller: string, method: string): string =>
  `${controller.replace(/HttpController$/, 'Controller')}_${method}`;
