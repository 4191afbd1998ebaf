import { In, type DataSource } from 'typeorm';
import { parseEvcoIdQuery } from '#oicp';
import { Contract } from './contract.entity.js';
import { requireEvcoId } from './require-evco-id.js';

/**
 * Finds the contract of an EvcoID; if there is none, the only one that fits without check digit.
 * @throws {RpcRefusal} EVCO_ID_INVALID
 */
export async function findContract(dataSource: DataSource, evcoId: string): Promise<Contract | undefined> {
  const { key } = requireEvcoId(evcoId);
  const fitting = await dataSource
    .getRepository(Contract)
    .findBy({ evcoKey: In([...parseEvcoIdQuery(evcoId).keys]) });
  const [only] = fitting.length === 1 ? fitting : [];
  return fitting.find(({ evcoKey }) => evcoKey === key) ?? only;
}
