import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EvsePowers } from '#suite';
import { Log, messageOf, pause } from '#platform';
import { remoteSessionAlarms } from '../alarms.js';
import { SessionRecorder } from '../store/session-recorder.js';

const LOOK_EVERY_MS = 500;
const AFTER_FAILURE_MS = 2_000;
/** As many as one call to evse-sync asks for. */
const BATCH = 100;
/** A claim by a replica that died ends after this. */
const CLAIMED_FOR_MS = 60_000;

interface Due {
  readonly id: string;
  readonly evseId: string | null;
  readonly evseKey: string;
}

/**
 * Asks evse-sync for the power of EVSEs whose sessions report energy, apart from the intake of notifications, which never
 * waits for it. Every replica does so.
 */
@Injectable()
export class PowerWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly recorder: SessionRecorder,
    private readonly powers: EvsePowers,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        if ((await this.askDue()) === 0) await pause(LOOK_EVERY_MS, signal);
      } catch (error) {
        this.log.raise(remoteSessionAlarms.SESSIONS_NOT_SWEPT, { reason: messageOf(error) });
        await pause(AFTER_FAILURE_MS, signal);
      }
    }
  }

  /** @returns how many were due */
  private async askDue(): Promise<number> {
    const [due] = await this.dataSource.query<[Due[], number]>(
      `update session.session set power_due_at = now() + $1 * interval '1 ms'
       where id in (select id from session.session where power_due_at <= now()
         order by power_due_at limit ${BATCH} for update skip locked)
       returning id, view->>'evseId' as "evseId", power->>'evseKey' as "evseKey"`,
      [CLAIMED_FOR_MS],
    );
    if (due.length === 0) return 0;
    const powerOf = await this.powers.find(due.map(({ evseId, evseKey }) => evseId ?? evseKey));
    for (const { id, evseId, evseKey } of due)
      await this.recorder.takePower(id, evseKey, powerOf(evseId ?? evseKey));
    return due.length;
  }
}
