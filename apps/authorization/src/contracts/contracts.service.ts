import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan, type EntityManager } from 'typeorm';
import { RpcRefusal, type ContractPut, type ContractView, type Page, type PageQuery } from '#messaging';
import { cursorOf } from '#persistence';
import { ChangeFeed } from '../book/change-feed.js';
import { nextRevision } from '../book/revision.js';
import { OwnProviders } from '../identify/own-providers.js';
import { keyBefore } from '../paging/key-before.js';
import { PinFailure } from '../pin/pin-failure.entity.js';
import { fitsHash, PinHasher } from '../pin/pin-hasher.js';
import { Contract } from './contract.entity.js';
import { findContract } from './find-contract.js';
import { understoodEvcoId } from './understood-evco-id.js';

/** Contracts as they are administered. */
@Injectable()
export class ContractsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
    private readonly providers: OwnProviders,
    private readonly hasher: PinHasher,
  ) {}

  /**
   * Stores a contract; the same again changes nothing, except that a PIN that is named, even the same one, lifts a
   * lockout: wrong attempts count against the PIN before. A PIN that is not named stays, `null` removes it.
   * @throws {RpcRefusal} EVCO_ID_INVALID, PROVIDER_FOREIGN, VALIDITY_INVALID, PIN_INVALID
   */
  async put({ evcoId, status, validFrom, validUntil, pin }: ContractPut): Promise<ContractView> {
    const { key, keyWithoutCheckDigit, providerPart, text } = understoodEvcoId(evcoId);
    if (!this.providers.has(providerPart)) {
      const own = this.providers.keys.join(', ');
      throw new RpcRefusal(
        'PROVIDER_FOREIGN',
        `the EvcoID belongs to provider ${providerPart}, and we are ${own}`,
      );
    }
    const validity = { validFrom: instantOf(validFrom), validUntil: instantOf(validUntil) };
    if (validity.validFrom && validity.validUntil && validity.validFrom >= validity.validUntil)
      throw new RpcRefusal('VALIDITY_INVALID', 'validUntil must be later than validFrom');
    const pinHash = await this.pinHashOf(pin);
    const stored = await this.dataSource.transaction(async (manager) => {
      const revision = await nextRevision(manager);
      const contract = { evcoKey: key, evcoId: text, status, ...validity, ...pinHash, revision };
      if (pin !== undefined) await forgetUnnamedFailures(manager, keyWithoutCheckDigit);
      await manager.upsert(Contract, contract, ['evcoKey']);
      return await manager.findOneByOrFail(Contract, { evcoKey: key });
    });
    await this.feed.catchUp();
    return viewOf(stored);
  }

  /** @throws {RpcRefusal} EVCO_ID_INVALID, CONTRACT_UNKNOWN */
  async get(evcoId: string): Promise<ContractView> {
    const contract = await findContract(this.dataSource, evcoId);
    if (!contract) throw new RpcRefusal('CONTRACT_UNKNOWN', 'there is no contract with this EvcoID');
    return viewOf(contract);
  }

  /** In the order of their keys. @throws {CursorError} */
  async list({ limit, cursor }: PageQuery): Promise<Page<ContractView>> {
    const found = await this.dataSource.getRepository(Contract).find({
      where: { evcoKey: MoreThan(keyBefore(cursor)) },
      order: { evcoKey: 'ASC' },
      take: limit + 1,
    });
    const contracts = found.slice(0, limit);
    const last = found.length > limit ? contracts.at(-1) : undefined;
    return { items: contracts.map(viewOf), ...(last && { next: cursorOf(last.evcoKey) }) };
  }

  /** Nothing, where the PIN stays as it is. */
  private async pinHashOf(pin: string | null | undefined): Promise<Partial<Pick<Contract, 'pinHash'>>> {
    if (pin === undefined) return {};
    if (pin === null) return { pinHash: null };
    if (pin === '' || !fitsHash(pin)) throw new RpcRefusal('PIN_INVALID', 'a PIN has 1 to 72 bytes');
    return { pinHash: await this.hasher.hash(pin) };
  }
}

/** Those that the release before counted: they do not name the PIN, and would count against the new one. */
async function forgetUnnamedFailures(manager: EntityManager, contractKey: string): Promise<void> {
  await manager.delete(PinFailure, { contractKey, pinKey: IsNull() });
}

function instantOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

function viewOf({ evcoId, status, validFrom, validUntil, pinHash }: Contract): ContractView {
  return {
    evcoId,
    status,
    ...(validFrom && { validFrom: validFrom.toISOString() }),
    ...(validUntil && { validUntil: validUntil.toISOString() }),
    hasPin: pinHash !== null,
  };
}
