import { Injectable } from '@nestjs/common';
import { toFormat } from '../coordinates.js';
import type { VirtualEvse } from '../virtual-evse.js';
import { EvseNetwork } from '../evse-network.js';

/** Most texts cached, of about 1.5 kB each; a larger network is serialised at each pull. */
const MOST_CACHED = 100_000;

/** Records as JSON with coordinates in Google's notation, cached: generating one takes ten times as long. */
@Injectable()
export class RecordTexts {
  private readonly cache = new WeakMap<VirtualEvse, { readonly revision: number; readonly text: string }>();

  constructor(private readonly network: EvseNetwork) {}

  /** The record of a charging point as JSON. */
  of(evse: VirtualEvse): string {
    const cached = this.cache.get(evse);
    if (cached?.revision === evse.revision) return cached.text;
    const text = JSON.stringify(toFormat('Google', evse.record));
    if (this.network.all.length <= MOST_CACHED) this.cache.set(evse, { revision: evse.revision, text });
    return text;
  }
}
