import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RpcHandler, type EvsePower } from '#suite';
import { evseIdKey } from '#oicp';
import { hasMegawattPlug } from '../findings/megawatt-plug.js';
import { powerIn } from '../replica/understood-record.js';

interface PowerRow {
  readonly key: string;
  readonly raw: string;
  readonly plugs: readonly string[];
}

/** Answers how much power EVSEs give, for as many as are asked for at once. */
@Controller()
export class EvsePowersController {
  constructor(private readonly dataSource: DataSource) {}

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
      return [{ evseId, maxPowerKw: powerIn(row.raw), hasMegawattPlug: hasMegawattPlug(row.plugs) }];
    });
    return { evses };
  }
}
