import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RpcHandler, type EvsePower } from '#suite';
import { evseIdKey } from '#oicp';
import { hasMegawattPlug } from '../findings/megawatt-plug.js';
import { readKnownPower } from '../replica/parsed-record.js';

interface PowerRow {
  readonly key: string;
  readonly raw: string;
  readonly plugs: readonly string[];
}

/** Answers the power of EVSEs. */
@Controller()
export class EvsePowersRpcHandlers {
  constructor(private readonly dataSource: DataSource) {}

  /** The power and plug of each EVSE that the replica has, in the spelling of the request; others are omitted. */
  @RpcHandler('evse.powers')
  async powers({ evseIds }: { evseIds: string[] }): Promise<{ evses: EvsePower[] }> {
    const rows = await this.dataSource.query<PowerRow[]>(
      'select key, raw, plugs from evse.evse where key = any($1::text[])',
      [evseIds.map(evseIdKey)],
    );
    const found = new Map(rows.map((row) => [row.key, row]));
    const evses = evseIds.flatMap((evseId) => {
      const row = found.get(evseIdKey(evseId));
      if (!row) return [];
      return [{ evseId, maxPowerKw: readKnownPower(row.raw), hasMegawattPlug: hasMegawattPlug(row.plugs) }];
    });
    return { evses };
  }
}
