import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProviderSettings, RpcRefusal, type ContractView } from '#messaging';
import { parseEvcoId, providerIdKey, type EvcoId } from '#oicp';
import { ChangeFeed } from '../book/change-feed.js';
import { nextRevision } from '../book/revision.js';
import { Contract } from './contract.entity.js';

/** Contracts as they are administered. */
@Injectable()
export class ContractsService {
  private readonly providerKeys: ReadonlySet<string>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: ChangeFeed,
    { EMP_PROVIDER_IDS: providerIds }: ProviderSettings,
  ) {
    this.providerKeys = new Set(providerIds.map(providerIdKey));
  }

  /** Stores a contract; the same again changes nothing. @throws {RpcRefusal} EVCO_ID_INVALID, PROVIDER_FOREIGN */
  async put({ evcoId, status }: ContractView): Promise<ContractView> {
    const { key, providerPart } = understood(evcoId);
    if (!this.providerKeys.has(providerPart)) {
      const own = [...this.providerKeys].join(', ');
      throw new RpcRefusal(
        'PROVIDER_FOREIGN',
        `the EvcoID belongs to provider ${providerPart}, and we are ${own}`,
      );
    }
    await this.dataSource.transaction(async (manager) => {
      const revision = await nextRevision(manager);
      await manager.upsert(Contract, { evcoKey: key, evcoId, status, revision }, ['evcoKey']);
    });
    await this.feed.catchUp();
    return { evcoId, status };
  }

  /** @throws {RpcRefusal} EVCO_ID_INVALID, CONTRACT_UNKNOWN */
  async get(evcoId: string): Promise<ContractView> {
    const contract = await this.dataSource
      .getRepository(Contract)
      .findOneBy({ evcoKey: understood(evcoId).key });
    if (!contract) throw new RpcRefusal('CONTRACT_UNKNOWN', 'there is no contract with this EvcoID');
    return { evcoId: contract.evcoId, status: contract.status };
  }
}

function understood(evcoId: string): EvcoId {
  const id = parseEvcoId(evcoId);
  if (!id)
    throw new RpcRefusal('EVCO_ID_INVALID', 'this is not an EvcoID; one looks like DE-ABC-C12345678-X');
  return id;
}
