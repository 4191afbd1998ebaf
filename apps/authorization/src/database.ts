import type { ServiceDatabase } from '#persistence';
import { Contract } from './contracts/contract.entity.js';
import { CreateContractsAndTokens1795300000000 } from './migrations/1795300000000-create-contracts-and-tokens.js';
import { Token } from './tokens/token.entity.js';

export const authorizationDatabase: ServiceDatabase = {
  schema: 'auth',
  entities: [Contract, Token],
  migrations: [CreateContractsAndTokens1795300000000],
};
