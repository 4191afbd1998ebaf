import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan, type EntityManager } from 'typeorm';
import { RpcRefusal } from '#messaging';
import {
  OwnProviders,
  readAll,
  readNow,
  valueRefusal,
  type ContractPut,
  type ContractView,
  type Page,
  type PageQuery,
} from '#suite';
import type { EvcoId } from '#oicp';
import { selectPage } from '#persistence';
import { ContractChangeListener } from '../cache/contract-change-listener.js';
import { nextRevision } from '../cache/revision.js';
import { parseKeyCursor } from '../paging/parse-key-cursor.js';
import { PinFailure } from '../pin/pin-failure.entity.js';
import { PinHasher } from '../pin/pin-hasher.js';
import { Contract } from './contract.entity.js';
import { findContract } from './find-contract.js';
import { requireEvcoId } from './require-evco-id.js';

/** Contracts as they are administered. */
@Injectable()
export class ContractsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: ContractChangeListener,
    private readonly providers: OwnProviders,
    private readonly hasher: PinHasher,
  ) {}

  /**
   * Stores a contract; the same again changes nothing, except that a PIN that is given, even the same one, lifts a
   * lockout: wrong attempts count against the PIN before. By default the PIN is unchanged; `null` removes it.
   * @throws {RpcRefusal} EVCO_ID_INVALID, PROVIDER_FOREIGN, VALIDITY_INVALID
   */
  async put({ evcoId, status, validFrom, validUntil, pin }: ContractPut): Promise<ContractView> {
    const [{ key, keyWithoutCheckDigit, text }, validity] = await readAll([
      readNow(() => this.ownEvcoId(evcoId)),
      readNow(() => readValidity(validFrom, validUntil)),
    ]);
    const pinHash = await this.hashPin(pin);
    const stored = await this.dataSource.transaction(async (manager) => {
      const revision = await nextRevision(manager);
      const contract = { evcoKey: key, evcoId: text, status, ...validity, ...pinHash, revision };
      if (pin !== undefined) await deleteUnnamedFailures(manager, keyWithoutCheckDigit);
      await manager.upsert(Contract, contract, ['evcoKey']);
      return await manager.findOneByOrFail(Contract, { evcoKey: key });
    });
    await this.changes.catchUp();
    return toView(stored);
  }

  /** Finds a contract. @throws {RpcRefusal} EVCO_ID_INVALID, CONTRACT_UNKNOWN */
  async get(evcoId: string): Promise<ContractView> {
    const contract = await findContract(this.dataSource, evcoId);
    if (!contract) throw new RpcRefusal('CONTRACT_UNKNOWN', 'There is no contract with this EvcoID.');
    return toView(contract);
  }

  /** Lists all contracts in the order of their keys. @throws {CursorError} */
  async list({ limit, cursor }: PageQuery): Promise<Page<ContractView>> {
    const where = { evcoKey: MoreThan(parseKeyCursor(cursor)) };
    return await selectPage(
      limit,
      (take) => this.dataSource.getRepository(Contract).find({ where, order: { evcoKey: 'ASC' }, take }),
      { keyOf: ({ evcoKey }) => [evcoKey], itemOf: toView },
    );
  }

  /** @throws {RpcRefusal} EVCO_ID_INVALID, PROVIDER_FOREIGN */
  private ownEvcoId(written: string): EvcoId {
    const id = requireEvcoId(written);
    if (this.providers.has(id.providerPart)) return id;
    const own = this.providers.ids.join(', ');
    const detail = `the EvcoID belongs to the provider ${id.providerPart}; this suite runs for ${own}`;
    throw valueRefusal('PROVIDER_FOREIGN', 'evcoId', detail);
  }

  /** Empty where the PIN is unchanged. */
  private async hashPin(pin: string | null | undefined): Promise<Partial<Pick<Contract, 'pinHash'>>> {
    if (pin === undefined) return {};
    if (pin === null) return { pinHash: null };
    return { pinHash: await this.hasher.hash(pin) };
  }
}

/** @throws {RpcRefusal} VALIDITY_INVALID */
function readValidity(
  from: string | undefined,
  until: string | undefined,
): Pick<Contract, 'validFrom' | 'validUntil'> {
  const [validFrom, validUntil] = [toInstant(from), toInstant(until)];
  if (validFrom && validUntil && validFrom >= validUntil)
    throw valueRefusal('VALIDITY_INVALID', 'validUntil', 'validUntil must be later than validFrom');
  return { validFrom, validUntil };
}

/** Deletes those that the release before counted: they do not name the PIN, and would count against the new one. */
async function deleteUnnamedFailures(manager: EntityManager, contractKey: string): Promise<void> {
  await manager.delete(PinFailure, { contractKey, pinKey: IsNull() });
}

function toInstant(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

function toView({ evcoId, status, validFrom, validUntil, pinHash }: Contract): ContractView {
  return {
    evcoId,
    status,
    ...(validFrom && { validFrom: validFrom.toISOString() }),
    ...(validUntil && { validUntil: validUntil.toISOString() }),
    hasPin: pinHash !== null,
  };
}
