import type { EvcoId } from '#oicp';

/** What a decision needs to know of a contract. Instants are milliseconds since 1970. */
export interface CachedContract {
  readonly evcoKey: string;
  /** As it was written when it was stored. */
  readonly evcoId: string;
  readonly status: 'active' | 'blocked';
  readonly validFrom?: number | undefined;
  readonly validUntil?: number | undefined;
  readonly pinHash?: string | undefined;
}

/** What a decision needs to know of a card. */
export interface CachedToken {
  readonly evcoKey: string;
  readonly status: 'active' | 'blocked';
  /** Milliseconds since 1970. */
  readonly expiresAt?: number | undefined;
  readonly group?: string | undefined;
}

/** All contracts and tokens, in memory: decisions are taken from here and never wait for the database. */
export class ContractCache {
  private readonly contracts = new Map<string, CachedContract>();
  private readonly tokens = new Map<string, CachedToken>();
  /** By the key without check digit; `null` where several contracts share it. */
  private readonly withoutCheckDigit = new Map<string, string | null>();
  private readonly uidsOfContract: Map<string, Set<string>> | undefined;

  /** Which cards a contract has costs memory, so it is kept only where somebody asks. */
  constructor({ listsCardsOfContracts = false }: { readonly listsCardsOfContracts?: boolean } = {}) {
    this.uidsOfContract = listsCardsOfContracts ? new Map() : undefined;
  }

  findContractByKey(evcoKey: string): CachedContract | undefined {
    return this.contracts.get(evcoKey);
  }

  /** The contract of this EvcoID; else, the check digit aside, the only one that fits. */
  findContract(evcoId: EvcoId): CachedContract | undefined {
    const found = this.contracts.get(evcoId.key);
    if (found) return found;
    const only = this.withoutCheckDigit.get(evcoId.keyWithoutCheckDigit);
    return only === undefined || only === null ? undefined : this.contracts.get(only);
  }

  findToken(uid: string): CachedToken | undefined {
    return this.tokens.get(uid);
  }

  /** UIDs of the contract's cards; none, unless the cache keeps them. */
  uidsOf(evcoKey: string): Iterable<string> {
    return this.uidsOfContract?.get(evcoKey) ?? [];
  }

  putContract(contract: CachedContract, keyWithoutCheckDigit: string): void {
    const { evcoKey } = contract;
    this.contracts.set(evcoKey, contract);
    const same = this.withoutCheckDigit.get(keyWithoutCheckDigit);
    this.withoutCheckDigit.set(keyWithoutCheckDigit, same === undefined || same === evcoKey ? evcoKey : null);
  }

  putToken(uid: string, token: CachedToken): void {
    this.unlist(uid);
    this.tokens.set(uid, token);
    if (!this.uidsOfContract) return;
    const uids = this.uidsOfContract.get(token.evcoKey) ?? new Set();
    this.uidsOfContract.set(token.evcoKey, uids.add(uid));
  }

  deleteToken(uid: string): void {
    this.unlist(uid);
    this.tokens.delete(uid);
  }

  get size(): { readonly contracts: number; readonly tokens: number } {
    return { contracts: this.contracts.size, tokens: this.tokens.size };
  }

  private unlist(uid: string): void {
    const before = this.uidsOfContract && this.tokens.get(uid);
    if (before) this.uidsOfContract.get(before.evcoKey)?.delete(uid);
  }
}
