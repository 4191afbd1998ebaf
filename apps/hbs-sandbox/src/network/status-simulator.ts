import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SandboxSettings } from '../settings.js';
import { SeededRandom } from '../random/seeded-random.js';
import { NetworkStatuses } from './network-statuses.js';
import { moveStatuses } from './status-moves.js';

const LIFE = 6;
const BEAT_MS = 1_000;

/** Lets the statuses of a generated network live; those of a file stay as they stand there. */
@Injectable()
export class StatusSimulator implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly random: SeededRandom;
  private timer: NodeJS.Timeout | undefined;
  /** Changes that are due, as a fraction: a small network changes less than once a beat. */
  private due = 0;

  constructor(
    private readonly statuses: NetworkStatuses,
    private readonly settings: SandboxSettings,
  ) {
    this.random = SeededRandom.of(settings.SANDBOX_SEED, LIFE);
  }

  onApplicationBootstrap(): void {
    if (this.settings.SANDBOX_STATUS_CHANGES_PER_MINUTE > 0)
      this.timer = setInterval(() => this.beat(), BEAT_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private beat(): void {
    if (this.statuses.isSnapshot) return;
    this.due += (this.settings.SANDBOX_STATUS_CHANGES_PER_MINUTE * this.statuses.now.size) / 60;
    const whole = Math.floor(this.due);
    this.due -= whole;
    if (whole > 0) moveStatuses(this.statuses, whole, this.random);
  }
}
