import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RpcHandler, type EvsePower } from '#messaging';
import { evseIdKey } from '#oicp';

/** How a plug of the Megawatt Charging System is named: OICP 2.3 has no name for it yet. */
const MEGAWATT_PLUG = /\bMCS\b|megawatt/i;

interface PowerRow {
  readonly key: string;
  readonly maxPowerKw: number | null;
  readonly plugs: readonly string[];
}

/** Answers how much power EVSEs give, for as many as are asked for at once. */
@Controller()
export class EvsePowersController {
  constructor(private readonly dataSource: DataSource) {}

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
      const hasMegawattPlug = row.plugs.some((each) => MEGAWATT_PLUG.test(each));
      return [{ evseId, maxPowerKw: row.maxPowerKw ?? undefined, hasMegawattPlug }];
    });
    return { evses };
  }
}
