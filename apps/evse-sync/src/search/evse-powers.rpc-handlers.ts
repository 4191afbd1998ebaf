import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RpcHandler, type EvsePower } from '#suite';
import { evseIdKey } from '#oicp';
import { hasMegawattPlug } from '../findings/megawatt-plug.js';

interface PowerRow {
  readonly key: string;
  readonly maxPowerKw: number | null;
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
      'select key, max_power_kw as "maxPowerKw", plugs from evse.evse where key = any($1::text[])',
      [evseIds.map(evseIdKey)],
    );
    const found = new Map(rows.map((row) => [row.key, row]));
    const evses = evseIds.flatMap((evseId) => {
      const row = found.get(evseIdKey(evseId));
      if (!row) return [];
      const { maxPowerKw, plugs } = row;
      return [{ evseId, maxPowerKw: maxPowerKw ?? undefined, hasMegawattPlug: hasMegawattPlug(plugs) }];
    });
    return { evses };
  }
}
