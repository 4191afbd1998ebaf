import { Injectable } from '@nestjs/common';
import { DataSource, Not } from 'typeorm';
import { RpcRefusal, type TokenView } from '#messaging';
import { evcoIdKey, uidKey } from '#oicp';
import { ChangeFeed } from '../book/change-feed.js';
import { nextRevision } from '../book/revision.js';
import { Contract } from '../contracts/contract.entity.js';
import { Token } from './token.entity.js';

/** Cards as they are administered. */
@Injectable()
export class TokensService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
  ) {}

  /** Stores a card; the same again changes nothing. @throws {RpcRefusal} UID_INVALID, CONTRACT_UNKNOWN */
  async put({ uid, evcoId, status, expiresAt }: TokenView): Promise<TokenView> {
    const key = understood(uid);
    const contract = await this.dataSource.getRepository(Contract).findOneBy({ evcoKey: evcoIdKey(evcoId) });
    if (!contract)
      throw new RpcRefusal('CONTRACT_UNKNOWN', 'there is no contract with this EvcoID; store it first');
    const expiry = expiresAt === undefined ? null : new Date(expiresAt);
    await this.dataSource.transaction(async (manager) => {
      const revision = await nextRevision(manager);
      const token = { uid: key, evcoKey: contract.evcoKey, status, expiresAt: expiry, revision };
      await manager.upsert(Token, token, ['uid']);
    });
    await this.feed.catchUp();
    return viewOf(key, contract.evcoId, status, expiry);
  }

  /** @throws {RpcRefusal} UID_INVALID, TOKEN_UNKNOWN */
  async get(uid: string): Promise<TokenView> {
    const { status, evcoKey, expiresAt, ...token } = await this.find(understood(uid));
    const contract = await this.dataSource.getRepository(Contract).findOneByOrFail({ evcoKey });
    return viewOf(token.uid, contract.evcoId, status === 'blocked' ? 'blocked' : 'active', expiresAt);
  }

  /** @throws {RpcRefusal} UID_INVALID, TOKEN_UNKNOWN */
  async delete(uid: string): Promise<void> {
    const token = await this.find(understood(uid));
    await this.dataSource.transaction(async (manager) => {
      const revision = await nextRevision(manager);
      await manager.update(Token, { uid: token.uid }, { status: 'deleted', revision });
    });
    await this.feed.catchUp();
  }

  private async find(uid: string): Promise<Token> {
    const token = await this.dataSource.getRepository(Token).findOneBy({ uid, status: Not('deleted') });
    if (!token) throw new RpcRefusal('TOKEN_UNKNOWN', 'there is no card with this UID');
    return token;
  }
}

function understood(uid: string): string {
  const key = uidKey(uid);
  if (key === undefined) throw new RpcRefusal('UID_INVALID', 'a UID has 8, 14 or 20 hexadecimal digits');
  return key;
}

function viewOf(uid: string, evcoId: string, status: TokenView['status'], expiresAt: Date | null): TokenView {
  return { uid, evcoId, status, ...(expiresAt && { expiresAt: expiresAt.toISOString() }) };
}
