import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PersistenceModule } from './persistence.module.js';

describe('the data sources of several services and replicas in one process', () => {
  const warn = jest.fn();
  beforeAll(() => {
    Logger.overrideLogger({ log: () => {}, error: () => {}, warn });
  });
  afterAll(() => {
    Logger.overrideLogger(true);
  });

  it('have different names, so that NestJS does not warn of one that replaces another', () => {
    for (const schema of ['cdr', 'auth', 'cdr'])
      PersistenceModule.forService({ schema, entities: [], migrations: [] });
    expect(warn).not.toHaveBeenCalled();
  });
});
