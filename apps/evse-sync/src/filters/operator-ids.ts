import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readAll, valueRefusal } from '#suite';
import {
  askedOperatorId,
  nearestValues,
  plainSpelling,
  refusalNaming,
  type AskedIdentifier,
  type SpelledValue,
} from '#oicp';

/** How long the list of operators is cached: listing them reads the whole replica. */
const CACHED_MS = 10 * 60_000;

interface OperatorRow {
  readonly id: string;
  readonly name: string | null;
}

/** Resolves OperatorIDs of a filter to keys; an impossible one is refused with the nearest of the replica. */
@Injectable()
export class OperatorIds {
  private cached: { readonly operators: readonly OperatorRow[]; readonly until: number } | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** The keys of OperatorIDs. @throws {RpcRefusal} FILTER_INVALID for one that is impossible and not in the replica */
  async resolve(operatorIds: readonly string[]): Promise<readonly string[]> {
    return (await readAll(operatorIds.map((each) => this.resolveOne(each)))).flat();
  }

  private async resolveOne(operatorId: string): Promise<readonly string[]> {
    const asked = askedOperatorId(operatorId);
    if (asked.problem === undefined || (await this.isStored(asked.keys))) return asked.keys;
    throw valueRefusal('FILTER_INVALID', 'operatorId', await this.nameNearest(operatorId, asked.problem));
  }

  private async isStored(keys: AskedIdentifier['keys']): Promise<boolean> {
    const found = 'select from evse.evse where operator_key = any($1::text[]) limit 1';
    return (await this.dataSource.query<unknown[]>(found, [keys])).length > 0;
  }

  /** Names the nearest operators. Callers also write the operator's name. */
  private async nameNearest(written: string, problem: string): Promise<string> {
    const operators = (await this.operators()).map(({ id, name }) => ({
      spellings: [id, ...(name === null ? [] : [name])].map(plainSpelling),
      shown: name === null ? id : `${id} (${name})`,
    }));
    const spelled = operators.flatMap(({ spellings, shown }) =>
      spellings.map((spelling): SpelledValue => [spelling, shown]),
    );
    return refusalNaming(problem, {
      near: nearestValues(written, spelled),
      all: operators.map(({ shown }) => shown),
      documented: 'the records in `GET /v1/evses` name the OperatorIDs that there are',
    });
  }

  private async operators(): Promise<readonly OperatorRow[]> {
    if (this.cached && Date.now() < this.cached.until) return this.cached.operators;
    const operators = await this.dataSource.query<OperatorRow[]>(
      `select min(operator_id) as id, min(operator_name) as name from evse.evse
       where operator_id is not null group by operator_key order by operator_key`,
    );
    // Not cached while the replica is empty: it is filled soon.
    if (operators.length > 0) this.cached = { operators, until: Date.now() + CACHED_MS };
    return operators;
  }
}
