import { In, type DataSource } from 'typeorm';
import { parseEvcoIdQuery } from '#oicp';
import { Contract } from './contract.entity.js';
import { requireEvcoId } from './require-evco-id.js';

/**
 * The contract that an EvcoID names; without its check digit, or stored without it, the only one to fit.
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
