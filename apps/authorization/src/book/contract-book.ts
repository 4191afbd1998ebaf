/** What a decision needs to know of a contract. */
export interface BookedContract {
  /** As it was written when it was stored. */
  readonly evcoId: string;
  readonly status: 'active' | 'blocked';
}

/** What a decision needs to know of a card. */
export interface BookedToken {
  readonly evcoKey: string;
  readonly status: 'active' | 'blocked';
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined;
}

/** All contracts and tokens, in memory: decisions are taken from here and never wait for the database. */
export class ContractBook {
  private readonly contracts = new Map<string, BookedContract>();
  private readonly tokens = new Map<string, BookedToken>();

  contract(evcoKey: string): BookedContract | undefined {
    return this.contracts.get(evcoKey);
  }

  token(uid: string): BookedToken | undefined {
    return this.tokens.get(uid);
  }

  putContract(evcoKey: string, contract: BookedContract): void {
    this.contracts.set(evcoKey, contract);
  }

  putToken(uid: string, token: BookedToken): void {
    this.tokens.set(uid, token);
  }

  deleteToken(uid: string): void {
    this.tokens.delete(uid);
  }

  get size(): { readonly contracts: number; readonly tokens: number } {
    return { contracts: this.contracts.size, tokens: this.tokens.size };
  }
}
