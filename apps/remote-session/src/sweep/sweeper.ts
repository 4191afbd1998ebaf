import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { PeriodicJob } from '#persistence';
import { Log, messageOf } from '#platform';
import { remoteSessionAlarms } from '../alarms.js';
import { aboutStart, aboutStop, toOverdueOutcome } from '../hbs-calls/hbs-outcome.js';
import { ReservationLife } from '../reservation/reservation-life.js';
import { SessionSettings } from '../session-settings.js';
import { startAnswerFact } from '../start/start-facts.js';
import { driverMessages } from '../state/driver-messages.js';
import { SessionRecorder } from '../store/session-recorder.js';
import { stopAnswerFact } from '../stop/stop-facts.js';

const SWEEP_MS = 1_000;
const BATCH = 200;
/** Messages that wait in the queues after an outage are processed before any session is called silent. */
const MOST_PATIENCE_MS = 60_000;

interface Overdue {
  readonly id: string;
  readonly stop: string | null;
}

/**
 * Finds sessions without further reports: answers that are overdue, also those that a dead process
 * waited for; starts that may have become orphans; sessions that fell silent. One replica at a time does so; a fact that
 * two of them find out while the lead changes is one fact.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly job: PeriodicJob;
  private readonly orphans: Counter;
  private patientUntil = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly recorder: SessionRecorder,
    private readonly reservations: ReservationLife,
    private readonly settings: SessionSettings,
    private readonly log: Log,
    metrics: Registry,
  ) {
    this.orphans = new Counter({
      name: 'session_orphans_total',
      help: 'Remote starts whose outcome was not known in time',
      registers: [metrics],
    });
    this.job = new PeriodicJob({
      dataSource,
      log,
      job: 'sweep',
      everyMs: SWEEP_MS,
      work: () => this.sweep(),
      onFailure: (error) => log.raise(remoteSessionAlarms.SESSIONS_NOT_SWEPT, { reason: messageOf(error) }),
    });
  }

  onApplicationBootstrap(): void {
    const { SESSION_EXPIRES_AFTER, SESSION_PENDING_EXPIRES_AFTER } = this.settings;
    const shortest = Math.min(SESSION_EXPIRES_AFTER, SESSION_PENDING_EXPIRES_AFTER);
    this.patientUntil = Date.now() + Math.min(MOST_PATIENCE_MS, shortest / 10);
    this.job.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.job.stop();
  }

  /** One look at everything. */
  async sweep(): Promise<void> {
    await this.missOverdueAnswers();
    await this.reportOrphans();
    await this.reservations.sweep();
    if (Date.now() > this.patientUntil) await this.expireSilent();
    await this.dataSource.query('delete from session.idempotency_key where expires_at < now()');
  }

  private async missOverdueAnswers(): Promise<void> {
    const rows = await this.dataSource.query<Overdue[]>(
      `select id, awaited_stop as stop from session.session where answer_due_at < now() order by answer_due_at limit ${BATCH}`,
    );
    for (const { id, stop } of rows) {
      const fact =
        stop === null
          ? startAnswerFact(toOverdueOutcome(aboutStart), Date.now())
          : stopAnswerFact(
              { outcome: toOverdueOutcome(aboutStop), attempt: stop, isRemote: true },
              Date.now(),
            );
      await this.recorder.record({ id, ours: false }, [fact], { answered: stop === null ? {} : { stop } });
    }
  }

  private async reportOrphans(): Promise<void> {
    const [rows] = await this.dataSource.query<[Orphan[], number]>(
      `update session.session set orphan_reported_at = now()
       where state = 'UNKNOWN' and orphan_reported_at is null and heard_at < now() - $1 * interval '1 ms'
       returning id, view`,
      [this.settings.SESSION_ORPHAN_AFTER],
    );
    for (const { id, view } of rows) {
      this.orphans.inc();
      const { empPartnerSessionId, evseId, providerId, reasonCode } = view;
      this.log.raise(remoteSessionAlarms.SESSION_ORPHANED, {
        session: id,
        empPartnerSessionId,
        evseId,
        providerId,
        reasonCode,
      });
    }
  }

  private async expireSilent(): Promise<void> {
    const { SESSION_EXPIRES_AFTER: charging, SESSION_PENDING_EXPIRES_AFTER: pending } = this.settings;
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select id from session.session
       where (state in ('active', 'stopping') and heard_at < now() - $1 * interval '1 ms')
          or (state in ('pending', 'UNKNOWN') and heard_at < now() - $2 * interval '1 ms')
       limit ${BATCH}`,
      [charging, pending],
    );
    for (const { id } of rows) {
      const now = Date.now();
      const says = { reasonCode: 'SILENT', reason: driverMessages.silent };
      const fact = { kind: 'silent', key: 'silent', at: now, receivedAt: now, source: 'EMP', says } as const;
      await this.recorder.record({ id, ours: false }, [fact]);
    }
  }
}

interface Orphan {
  readonly id: string;
  readonly view: {
    readonly empPartnerSessionId?: string;
    readonly evseId?: string;
    readonly providerId?: string;
    readonly reasonCode?: string;
  };
}
