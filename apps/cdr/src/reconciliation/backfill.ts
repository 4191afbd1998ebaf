import { Injectable } from '@nestjs/common';
import { ProviderSettings, RpcRefusal, type CdrBackfill, type CdrRun } from '#messaging';
import { Providers } from '../records/providers.js';
import { runView } from './list-runs.js';
import { Runs } from './runs.js';

/** OICP 2.3 is younger; an earlier year is a slip of the hand that would cost hundreds of calls. */
const EARLIEST = Date.parse('2018-01-01T00:00:00Z');

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
    const range = { from: new Date(from), to: new Date(Math.min(Date.parse(to), Date.now())) };
    if (range.from >= range.to)
      throw new RpcRefusal('RANGE_INVALID', '`from` must lie before `to`, and in the past');
    if (range.from.valueOf() < EARLIEST)
      throw new RpcRefusal('RANGE_INVALID', '`from` must not lie before 2018');
    const { from: start, to: end } = range;
    const orders = this.chosen(providerId).map(
      (each) => ({ kind: 'backfill', providerId: each, from: start, to: end }) as const,
    );
    return (await this.runs.add(orders)).map(runView);
  }

  private chosen(providerId: string | undefined): readonly string[] {
    const { EMP_PROVIDER_IDS: ours } = this.settings;
    if (providerId === undefined) return ours;
    const own = this.providers.configured(providerId);
    if (own === undefined) throw new RpcRefusal('PROVIDER_FOREIGN', `we are ${ours.join(', ')}`);
    return [own];
  }
}
