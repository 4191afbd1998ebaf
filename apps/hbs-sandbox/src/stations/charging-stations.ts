import { Injectable } from '@nestjs/common';
import { evseIdKey, sessionIdKey } from '#oicp';
import { EvseStatusBoard } from '../network/evse-status-board.js';
import { SeededRandom } from '../random/seeded-random.js';
import { SandboxSettings } from '../settings.js';
import { Pauses } from '../time/pauses.js';
import { VirtualCharge, errorTypes, type ChargeOrder, type EndedBy } from './virtual-charge.js';
import { ChargeReporter } from './charge-reporter.js';

/** What a car takes from a charging point that provides as much. */
const MOST_KW = 11;
/** Progress is reported every quarter of an hour in time-lapse, and at least a few times in a charge. */
const PROGRESS_EVERY_MS = 15 * 60_000;
const LEAST_PROGRESS_REPORTS = 4;
/** Charges that are listed. */
const MOST_LISTED = 10_000;

/** The charging points of the sandbox, each with at most one charge at a time. */
@Injectable()
export class ChargingStations {
  /** By key of the EVSE: its running charge, and its meter in watt-hours. */
  private readonly running = new Map<string, VirtualCharge>();
  private readonly meters = new Map<string, number>();
  private readonly bySession = new Map<string, VirtualCharge>();

  constructor(
    private readonly settings: SandboxSettings,
    private readonly status: EvseStatusBoard,
    private readonly reporter: ChargeReporter,
    private readonly pauses: Pauses,
  ) {}

  /** All charges, the newest last. */
  get charges(): Iterable<VirtualCharge> {
    return this.bySession.values();
  }

  /** The running charge of a charging point. */
  runningAt(evseId: string): VirtualCharge | undefined {
    return this.running.get(evseIdKey(evseId));
  }

  /** The charge of a session. */
  find(sessionId: string): VirtualCharge | undefined {
    return this.bySession.get(sessionIdKey(sessionId));
  }

  /** Begins a charge. @returns `undefined` if the charging point is in use */
  start(order: ChargeOrder): VirtualCharge | undefined {
    const key = evseIdKey(order.evse.evseId);
    if (this.running.has(key)) return undefined;
    const kilowatts = Math.min(MOST_KW, order.evse.powerKw ?? MOST_KW);
    const watts = kilowatts * 1_000 * this.settings.SANDBOX_TIME_LAPSE;
    const meter = { startWattHours: this.meterOf(key), watts };
    const charge = new VirtualCharge(order, meter, Date.now());
    this.running.set(key, charge);
    this.remember(charge);
    void this.run(key, charge);
    return charge;
  }

  /** Ends a charge, unless it has ended. */
  end(charge: VirtualCharge, by: EndedBy): void {
    charge.finish(by, Date.now());
  }

  /** Plugs a cable in; a charge may follow. */
  plug(evseId: string): void {
    this.status.setStatus(evseId, 'Occupied');
  }

  /** Unplugs the cable. @returns the charge that ended with it */
  unplug(evseId: string): VirtualCharge | undefined {
    const charge = this.runningAt(evseId);
    if (charge) this.end(charge, 'unplugged');
    else this.status.setStatus(evseId, 'Available');
    return charge;
  }

  private async run(key: string, charge: VirtualCharge): Promise<void> {
    const { evseId } = charge.order.evse;
    const { SANDBOX_CHARGE_DURATION: duration, SANDBOX_TIME_LAPSE: lapse } = this.settings;
    this.status.setStatus(evseId, 'Occupied');
    let reporting = this.reporter.reportStart(charge);
    const fullAt = charge.startedAt + duration;
    const progressEvery = Math.min(PROGRESS_EVERY_MS / lapse, duration / LEAST_PROGRESS_REPORTS);
    while (this.isRunning(charge)) {
      const left = fullAt - Date.now();
      if (left <= 0) this.end(charge, 'car is full');
      await this.pauses.for(Math.min(left, progressEvery), charge.ended);
      const now = Date.now();
      if (now < fullAt && this.isRunning(charge))
        reporting = reporting.then(() => this.reporter.reportProgress(charge, now));
    }
    const { endedAt, endedBy } = charge;
    if (endedAt === undefined) return; // the sandbox is shutting down
    this.meters.set(key, charge.meterStart + charge.consumedAt(endedAt));
    this.running.delete(key);
    const error = errorTypes.find((type) => type === endedBy);
    this.status.setStatus(evseId, error ? 'OutOfService' : 'Available');
    await reporting;
    if (error) await this.reporter.reportError(charge, error);
    await this.reporter.reportEnd(charge, endedAt);
  }

  private isRunning(charge: VirtualCharge): boolean {
    return !charge.ended.aborted && !this.pauses.ended;
  }

  /** A meter continues from charge to charge; its first reading is random. */
  private meterOf(key: string): number {
    return this.meters.get(key) ?? SeededRandom.named(key).between(1_000_000, 90_000_000);
  }

  private remember(charge: VirtualCharge): void {
    this.bySession.set(sessionIdKey(charge.order.sessionId), charge);
    if (this.bySession.size <= MOST_LISTED) return;
    for (const [key, each] of this.bySession) {
      if (each.endedAt === undefined) continue;
      this.bySession.delete(key);
      return;
    }
  }
}
