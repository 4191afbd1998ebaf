import { OutboxRow } from '#messaging';
import { Lease, type ServiceDatabase } from '#persistence';
import { Contract } from './contracts/contract.entity.js';
import { DecisionRow } from './decisions/decision.entity.js';
import { CreateContractsAndTokens1795300000000 } from './migrations/1795300000000-create-contracts-and-tokens.js';
import { CreateDecisionsAndPins1795600000000 } from './migrations/1795600000000-create-decisions-and-pins.js';
import { CountFailuresByPin1796100000000 } from './migrations/1796100000000-count-failures-by-pin.js';
import { PinFailure } from './pin/pin-failure.entity.js';
import { SessionRow } from './sessions/session.entity.js';
import { Token } from './tokens/token.entity.js';

/** Schema, entities and migrations of authorization. */
export const authorizationDatabase: ServiceDatabase = {
  schema: 'auth',
  entities: [Contract, Token, DecisionRow, SessionRow, PinFailure, OutboxRow, Lease],
  migrations: [
    CreateContractsAndTokens1795300000000,
    CreateDecisionsAndPins1795600000000,
    CountFailuresByPin1796100000000,
  ],
};
