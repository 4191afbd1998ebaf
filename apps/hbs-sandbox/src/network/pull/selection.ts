import { Injectable } from '@nestjs/common';
import type { ReceivedPullEvseData } from '#oicp';
import type { VirtualEvse } from '../virtual-evse.js';
import { EvseNetwork } from '../evse-network.js';
import { toFilter } from './evse-filter.js';

/** A charging point selected for an answer. */
export interface Selected {
  readonly evse: VirtualEvse;
  /** In a pull by `LastCall`; in a full pull the record's own `deltaType` stays. */
  readonly deltaType?: 'insert' | 'update' | 'delete';
}

/** Selects the charging points of a pull, cached for its pages while the network does not change. */
@Injectable()
export class Selection {
  private cached: { readonly of: string; readonly selected: readonly Selected[] } | undefined;

  constructor(private readonly network: EvseNetwork) {}

  /** The charging points that match a request. */
  of(asked: ReceivedPullEvseData): readonly Selected[] {
    const { GeoCoordinatesResponseFormat: _format, ProviderID: _provider, ...filters } = asked;
    const of = `${this.network.version} ${JSON.stringify(filters)}`;
    if (this.cached?.of !== of) this.cached = { of, selected: this.select(asked) };
    return this.cached.selected;
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
