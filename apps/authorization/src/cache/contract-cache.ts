import type { EvcoId } from '#oicp';

/** What a decision needs of a contract. Instants are milliseconds since 1970. */
export interface CachedContract {
  /** Canonical EvcoID. */
  readonly evcoKey: string;
  /** As it was written when it was stored. */
  readonly evcoId: string;
  readonly status: 'active' | 'blocked';
  /** The contract authorises from this instant on. */
  readonly validFrom?: number | undefined;
  /** The contract does not authorise from this instant on. */
  readonly validUntil?: number | undefined;
  /** bcrypt. */
  readonly pinHash?: string | undefined;
}

/** What a decision needs of a card. */
export interface CachedToken {
  /** Canonical EvcoID of its contract. */
  readonly evcoKey: string;
  readonly status: 'active' | 'blocked';
  /** The card is refused from this instant on; milliseconds since 1970. */
  readonly expiresAt?: number | undefined;
  /** Cards of one group may stop each other's sessions. */
  readonly group?: string | undefined;
}

/** All contracts and tokens, in memory: decisions are made from here and never wait for the database. */
export class ContractCache {
  private readonly contracts = new Map<string, CachedContract>();
  private readonly tokens = new Map<string, CachedToken>();
  /** By the key without check digit; `null` where several contracts share it. */
  private readonly withoutCheckDigit = new Map<string, string | null>();
  private readonly uidsOfContract: Map<string, Set<string>> | undefined;

  /** Listing the cards of each contract costs memory: by default they are not listed. */
  constructor({ listsCardsOfContracts = false }: { readonly listsCardsOfContracts?: boolean } = {}) {
    this.uidsOfContract = listsCardsOfContracts ? new Map() : undefined;
  }

  /** The contract of a canonical EvcoID. */
  findContractByKey(evcoKey: string): CachedContract | undefined {
    return this.contracts.get(evcoKey);
  }

  /** The contract of this EvcoID; if there is none, the only one that fits without its check digit. */
  findContract(evcoId: EvcoId): CachedContract | undefined {
    const found = this.contracts.get(evcoId.key);
    if (found) return found;
    const only = this.withoutCheckDigit.get(evcoId.keyWithoutCheckDigit);
    return only === undefined || only === null ? undefined : this.contracts.get(only);
  }

  /** The card of a canonical UID. */
  findToken(uid: string): CachedToken | undefined {
    return this.tokens.get(uid);
  }

  /** UIDs of the contract's cards; empty where the cache does not list them. */
  uidsOf(evcoKey: string): Iterable<string> {
    return this.uidsOfContract?.get(evcoKey) ?? [];
  }

  /** Adds or replaces a contract. */
  putContract(contract: CachedContract, keyWithoutCheckDigit: string): void {
    const { evcoKey } = contract;
    this.contracts.set(evcoKey, contract);
    const same = this.withoutCheckDigit.get(keyWithoutCheckDigit);
    this.withoutCheckDigit.set(keyWithoutCheckDigit, same === undefined || same === evcoKey ? evcoKey : null);
  }

  /** Adds or replaces a card. */
  putToken(uid: string, token: CachedToken): void {
    this.unlist(uid);
    this.tokens.set(uid, token);
    if (!this.uidsOfContract) return;
    const uids = this.uidsOfContract.get(token.evcoKey) ?? new Set();
    this.uidsOfContract.set(token.evcoKey, uids.add(uid));
  }

  /** Removes a card. */
  deleteToken(uid: string): void {
    this.unlist(uid);
    this.tokens.delete(uid);
  }

  /** How many there are. */
  get size(): { readonly contracts: number; readonly tokens: number } {
    return { contracts: this.contracts.size, tokens: this.tokens.size };
  }

  private unlist(uid: string): void {
    const before = this.uidsOfContract && this.tokens.get(uid);
    if (before) this.uidsOfContract.get(before.evcoKey)?.delete(uid);
  }
}
