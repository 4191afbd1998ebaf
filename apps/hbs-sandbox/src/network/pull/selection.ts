import { Injectable } from '@nestjs/common';
import type { ReceivedPullEvseData } from '#oicp';
import type { VirtualEvse } from '../virtual-evse.js';
import { EvseNetwork } from '../evse-network.js';
import { toFilter } from './evse-filter.js';

/** A charging point that belongs into an answer. */
export interface Selected {
  readonly evse: VirtualEvse;
  /** Of a pull by `LastCall`; a full pull leaves what the operator's record says. */
  readonly deltaType?: 'insert' | 'update' | 'delete';
}

/** Which charging points a pull is answered with: the same for each of its pages while the network stays as it is. */
@Injectable()
export class Selection {
  private kept: { readonly of: string; readonly selected: readonly Selected[] } | undefined;

  constructor(private readonly network: EvseNetwork) {}

  of(asked: ReceivedPullEvseData): readonly Selected[] {
    const { GeoCoordinatesResponseFormat: _format, ProviderID: _provider, ...filters } = asked;
    const of = `${this.network.version} ${JSON.stringify(filters)}`;
    if (this.kept?.of !== of) this.kept = { of, selected: this.select(asked) };
    return this.kept.selected;
  }

  private select(asked: ReceivedPullEvseData): readonly Selected[] {
    const isAsked = toFilter(asked);
    const all: readonly Selected[] =
      asked.LastCall === undefined
        ? this.network.all.map((evse) => ({ evse }))
        : this.network.since(asked.LastCall.epochMs);
    return all.filter(({ evse }) => isAsked(evse));
  }
}
