import { Injectable } from '@nestjs/common';
import { toFormat } from '../coordinates.js';
import type { VirtualEvse } from '../virtual-evse.js';
import { EvseNetwork } from '../evse-network.js';

/** About 1.5 kB each: beyond this a pull takes its time and not the memory. */
const MOST_KEPT = 100_000;

/** Records as a full pull in Google's notation brings them. They are kept: to make one costs ten times as much. */
@Injectable()
export class RecordTexts {
  private readonly kept = new WeakMap<VirtualEvse, { readonly revision: number; readonly text: string }>();

  constructor(private readonly network: EvseNetwork) {}

  of(evse: VirtualEvse): string {
    const kept = this.kept.get(evse);
    if (kept?.revision === evse.revision) return kept.text;
    const text = JSON.stringify(toFormat('Google', evse.record));
    if (this.network.all.length <= MOST_KEPT) this.kept.set(evse, { revision: evse.revision, text });
    return text;
  }
}
