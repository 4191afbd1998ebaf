import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SandboxSettings } from '../settings.js';
import { SeededRandom } from '../random/seeded-random.js';
import { NetworkStatuses } from './network-statuses.js';
import { moveStatuses } from './status-moves.js';

const SIMULATION = 6;
const TICK_MS = 1_000;

/** Changes the statuses of a generated network at random; those of a file do not change. */
@Injectable()
export class StatusSimulator implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly random: SeededRandom;
  private timer: NodeJS.Timeout | undefined;
  /** Changes that are due, as a fraction: in a small network there is less than one a tick. */
  private due = 0;

  constructor(
    private readonly statuses: NetworkStatuses,
    private readonly settings: SandboxSettings,
  ) {
    this.random = SeededRandom.of(settings.SANDBOX_SEED, SIMULATION);
  }

  /** Starts the simulation, unless the setting is 0. */
  onApplicationBootstrap(): void {
    if (this.settings.SANDBOX_STATUS_CHANGES_PER_MINUTE > 0)
      this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  /** Stops the simulation. */
  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    if (this.statuses.isSnapshot) return;
    this.due += (this.settings.SANDBOX_STATUS_CHANGES_PER_MINUTE * this.statuses.now.size) / 60;
    const whole = Math.floor(this.due);
    this.due -= whole;
    if (whole > 0) moveStatuses(this.statuses, whole, this.random);
  }
}
