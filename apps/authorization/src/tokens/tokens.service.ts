import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan, Not } from 'typeorm';
import { RpcRefusal } from '#messaging';
import { readAll, readNow, valueRefusal, type Page, type PageQuery, type TokenView } from '#suite';
import { parseUidQuery, uidKey } from '#oicp';
import { selectPage } from '#persistence';
import { ContractChangeListener } from '../cache/contract-change-listener.js';
import { nextRevision } from '../cache/revision.js';
import { Contract } from '../contracts/contract.entity.js';
import { findContract } from '../contracts/find-contract.js';
import { parseKeyCursor } from '../paging/parse-key-cursor.js';
import { Token } from './token.entity.js';

/** Cards as they are administered. */
@Injectable()
export class TokensService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: ContractChangeListener,
  ) {}

  /** Stores a card; the same again changes nothing. @throws {RpcRefusal} UID_INVALID, EVCO_ID_INVALID, CONTRACT_UNKNOWN */
  async put({ uid, evcoId, status, expiresAt, group }: TokenView): Promise<TokenView> {
    const [key, contract] = await readAll([
      readNow(() => requireUid(uid)),
      findContract(this.dataSource, evcoId),
    ]);
    if (!contract)
      throw new RpcRefusal('CONTRACT_UNKNOWN', 'There is no contract with this EvcoID. Store it first.');
    const token = {
      uid: key,
      evcoKey: contract.evcoKey,
      status,
      expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
      groupName: group ?? null,
    };
    await this.dataSource.transaction(async (manager) => {
      const revision = await nextRevision(manager);
      await manager.upsert(Token, { ...token, revision }, ['uid']);
    });
    await this.changes.catchUp();
    return toView(token, contract.evcoId);
  }

  /** Finds a card. @throws {RpcRefusal} UID_INVALID, TOKEN_UNKNOWN */
  async get(uid: string): Promise<TokenView> {
    const token = await this.find(requireUid(uid));
    const contract = await this.dataSource
      .getRepository(Contract)
      .findOneByOrFail({ evcoKey: token.evcoKey });
    return toView(token, contract.evcoId);
  }

  /** Lists all cards, or those of a contract, in the order of their UIDs. @throws {CursorError} @throws {RpcRefusal} EVCO_ID_INVALID */
  async list({
    limit,
    cursor,
    evcoId,
  }: PageQuery & { readonly evcoId?: string | undefined }): Promise<Page<TokenView>> {
    const contract = evcoId === undefined ? undefined : await findContract(this.dataSource, evcoId);
    if (evcoId !== undefined && !contract) return { items: [] };
    const where = {
      uid: MoreThan(parseKeyCursor(cursor)),
      status: Not('deleted' as const),
      ...(contract && { evcoKey: contract.evcoKey }),
    };
    const { items: tokens, next } = await selectPage(
      limit,
      (take) => this.dataSource.getRepository(Token).find({ where, order: { uid: 'ASC' }, take }),
      { keyOf: ({ uid }) => [uid], itemOf: (token) => token },
    );
    const contracts = await this.dataSource
      .getRepository(Contract)
      .findBy({ evcoKey: In([...new Set(tokens.map(({ evcoKey }) => evcoKey))]) });
    const evcoIds = new Map(contracts.map((each) => [each.evcoKey, each.evcoId]));
    return { items: tokens.map((token) => toView(token, evcoIds.get(token.evcoKey) ?? token.evcoKey)), next };
  }

  /** Deletes a card. @throws {RpcRefusal} UID_INVALID, TOKEN_UNKNOWN */
  async delete(uid: string): Promise<void> {
    const token = await this.find(requireUid(uid));
    await this.dataSource.transaction(async (manager) => {
      const revision = await nextRevision(manager);
      await manager.update(Token, { uid: token.uid }, { status: 'deleted', revision });
    });
    await this.changes.catchUp();
  }

  private async find(uid: string): Promise<Token> {
    const token = await this.dataSource.getRepository(Token).findOneBy({ uid, status: Not('deleted') });
    if (!token) throw new RpcRefusal('TOKEN_UNKNOWN', 'There is no card with this UID.');
    return token;
  }
}

/** @throws {RpcRefusal} UID_INVALID */
function requireUid(uid: string): string {
  const key = uidKey(uid);
  if (key !== undefined) return key;
  throw valueRefusal('UID_INVALID', 'uid', parseUidQuery(uid).problem ?? 'this is not a UID');
}

function toView(
  { uid, status, expiresAt, groupName }: Omit<Token, 'revision' | 'evcoKey'>,
  evcoId: string,
): TokenView {
  return {
    uid,
    evcoId,
    status: status === 'blocked' ? 'blocked' : 'active',
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    ...(groupName !== null && { group: groupName }),
  };
}
