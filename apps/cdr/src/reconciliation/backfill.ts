import { Injectable } from '@nestjs/common';
import {
  ProviderSettings,
  readAll,
  readNow,
  valueRefusal,
  valuesRefusal,
  type CdrBackfill,
  type CdrRun,
} from '#suite';
import { Providers } from '../records/providers.js';
import { toCdrRun } from './list-runs.js';
import { Runs } from './runs.js';

/** OICP 2.3 is younger; an earlier year is a slip of the hand that would cost hundreds of calls. */
const EARLIEST = Date.parse('2018-01-01T00:00:00Z');
/** So far the caller's clock may be ahead of ours: "until now" is then until our now. */
const CLOCK_DIFFERENCE_MS = 60_000;

/** Orders that a range is read once more, whatever the marks say. */
@Injectable()
export class Backfill {
  constructor(
    private readonly runs: Runs,
    private readonly settings: ProviderSettings,
    private readonly providers: Providers,
  ) {}

  /** One run per ProviderID. @throws {RpcRefusal} RANGE_INVALID, PROVIDER_FOREIGN */
  async order({ from, to, providerId }: CdrBackfill): Promise<CdrRun[]> {
    const [range, providerIds] = await readAll([
      readNow(() => readRange(from, to, Date.now())),
      readNow(() => this.chosen(providerId)),
    ]);
    const { from: start, to: end } = range;
    const orders = providerIds.map(
      (each) => ({ kind: 'backfill', providerId: each, from: start, to: end }) as const,
    );
    return (await this.runs.queue(orders)).map(toCdrRun);
  }

  private chosen(providerId: string | undefined): readonly string[] {
    const { EMP_PROVIDER_IDS: ours } = this.settings;
    if (providerId === undefined) return ours;
    const own = this.providers.configured(providerId);
    if (own === undefined)
      throw valueRefusal(
        'PROVIDER_FOREIGN',
        'providerId',
        `it is not one of our ProviderIDs: ${ours.join(', ')}`,
      );
    return [own];
  }
}

/** @throws {RpcRefusal} RANGE_INVALID, naming each of the two that is wrong */
function readRange(from: string, to: string, now: number): { readonly from: Date; readonly to: Date } {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const wrong = [
    ...(start < EARLIEST ? [{ name: 'from', detail: 'from must not lie before 2018' }] : []),
    ...(start >= now ? [{ name: 'from', detail: 'from must lie in the past' }] : []),
    ...(end > now + CLOCK_DIFFERENCE_MS ? [{ name: 'to', detail: 'to must lie in the past' }] : []),
    ...(start >= end ? [{ name: 'to', detail: 'to must lie after from' }] : []),
  ];
  if (wrong.length > 0) throw valuesRefusal('RANGE_INVALID', wrong);
  return { from: new Date(start), to: new Date(Math.min(end, now)) };
}
