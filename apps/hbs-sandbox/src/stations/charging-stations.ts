import { Injectable } from '@nestjs/common';
import { evseIdKey, sessionIdKey } from '#oicp';
import { EvseStatusBoard } from '../network/evse-status-board.js';
import { SeededRandom } from '../random/seeded-random.js';
import { SandboxSettings } from '../settings.js';
import { Pauses } from '../time/pauses.js';
import { Charge, errorTypes, type ChargeOrder, type EndedBy } from './charge.js';
import { ChargeReporter } from './charge-reporter.js';

/** What cars take, where the charging point gives as much. */
const MOST_KW = 11;
/** Notifications of progress come every quarter of an hour of what the time-lapse shows, and a few times in a charge. */
const PROGRESS_EVERY_MS = 15 * 60_000;
const PROGRESSES = 4;
/** Charges that are remembered after their end. */
const REMEMBERED = 10_000;

/** The charging points of the sandbox, each with at most one charge at a time. */
@Injectable()
export class ChargingStations {
  /** By key of the EVSE: the charge that runs, and the meter in watt-hours. */
  private readonly running = new Map<string, Charge>();
  private readonly meters = new Map<string, number>();
  private readonly bySession = new Map<string, Charge>();

  constructor(
    private readonly settings: SandboxSettings,
    private readonly status: EvseStatusBoard,
    private readonly reporter: ChargeReporter,
    private readonly pauses: Pauses,
  ) {}

  /** Newest last. */
  get charges(): Iterable<Charge> {
    return this.bySession.values();
  }

  runningAt(evseId: string): Charge | undefined {
    return this.running.get(evseIdKey(evseId));
  }

  find(sessionId: string): Charge | undefined {
    return this.bySession.get(sessionIdKey(sessionId));
  }

  /** Begins a charge; `undefined` if the charging point is in use. */
  start(order: ChargeOrder): Charge | undefined {
    const key = evseIdKey(order.evse.evseId);
    if (this.running.has(key)) return undefined;
    const kilowatts = Math.min(MOST_KW, order.evse.powerKw ?? MOST_KW);
    const watts = kilowatts * 1_000 * this.settings.SANDBOX_TIME_LAPSE;
    const meter = { startWattHours: this.meterOf(key), watts };
    const charge = new Charge(order, meter, Date.now());
    this.running.set(key, charge);
    this.remember(charge);
    void this.run(key, charge);
    return charge;
  }

  end(charge: Charge, by: EndedBy): void {
    charge.finish(by, Date.now());
  }

  /** A cable is put in; a charge may follow. */
  plug(evseId: string): void {
    this.status.setStatus(evseId, 'Occupied');
  }

  /** The cable is taken out, and with it ends whatever ran. */
  unplug(evseId: string): Charge | undefined {
    const charge = this.runningAt(evseId);
    if (charge) this.end(charge, 'unplugged');
    else this.status.setStatus(evseId, 'Available');
    return charge;
  }

  private async run(key: string, charge: Charge): Promise<void> {
    const { evseId } = charge.order.evse;
    const { SANDBOX_CHARGE_DURATION: duration, SANDBOX_TIME_LAPSE: lapse } = this.settings;
    this.status.setStatus(evseId, 'Occupied');
    let told = this.reporter.started(charge);
    const fullAt = charge.startedAt + duration;
    const progressEvery = Math.min(PROGRESS_EVERY_MS / lapse, duration / PROGRESSES);
    while (this.goesOn(charge)) {
      const left = fullAt - Date.now();
      if (left <= 0) this.end(charge, 'car is full');
      await this.pauses.for(Math.min(left, progressEvery), charge.ended);
      const now = Date.now();
      if (now < fullAt && this.goesOn(charge)) told = told.then(() => this.reporter.progressed(charge, now));
    }
    const { endedAt, endedBy } = charge;
    if (endedAt === undefined) return; // the sandbox ends, the charge does not
    this.meters.set(key, charge.meterStart + charge.consumedAt(endedAt));
    this.running.delete(key);
    const error = errorTypes.find((type) => type === endedBy);
    this.status.setStatus(evseId, error ? 'OutOfService' : 'Available');
    await told;
    if (error) await this.reporter.broke(charge, error);
    await this.reporter.ended(charge, endedAt);
  }

  private goesOn(charge: Charge): boolean {
    return !charge.ended.aborted && !this.pauses.ended;
  }

  /** A meter goes on from charge to charge; where it begins is nobody's business. */
  private meterOf(key: string): number {
    return this.meters.get(key) ?? SeededRandom.named(key).between(1_000_000, 90_000_000);
  }

  private remember(charge: Charge): void {
    this.bySession.set(sessionIdKey(charge.order.sessionId), charge);
    if (this.bySession.size <= REMEMBERED) return;
    for (const [key, each] of this.bySession) {
      if (each.endedAt === undefined) continue;
      this.bySession.delete(key);
      return;
    }
  }
}
