import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RemoteSettings, type SessionView } from '#suite';
import { evcoIdKey, evseIdKey, sessionIdKey, storedSessionIdKeys } from '#oicp';
import { keyText } from '#persistence';
import { toOverdueOutcome } from '../hbs-calls/hbs-outcome.js';
import { ReservationStore, standingStates } from './reservation-store.js';
import { aboutRelease, aboutReservation, reservationOver } from './reservation-messages.js';

const BATCH = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CHARGING: ReadonlySet<SessionView['state']> = new Set(['pending', 'active', 'stopping', 'ended']);

/** What becomes of reservations without anybody asking for it. Every replica may find out the same. */
@Injectable()
export class ReservationLife {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ReservationStore,
    private readonly settings: RemoteSettings,
  ) {}

  /** Answers that are overdue, also those that a dead process waited for; reservations whose time is over. */
  async sweep(): Promise<void> {
    const late = await this.ids('answer_due_at < now() order by answer_due_at');
    for (const id of late)
      await this.store.move(id, ['requested', 'releasing'], ({ state }) => ({
        state: 'UNKNOWN',
        ...toOverdueOutcome(state === 'requested' ? aboutReservation : aboutRelease).says,
      }));
    // One whose outcome is not known may have begun as late as its answer could have been received.
    const over = await this.ids(
      `(state = 'reserved' and ends_at < now())
       or (state = 'UNKNOWN' and ends_at < now() - $1 * interval '1 ms') order by ends_at`,
      [this.settings.REMOTE_TIMEOUT_MS],
    );
    for (const id of over)
      await this.store.move(id, ['reserved', 'UNKNOWN'], { state: 'expired', ...reservationOver });
  }

  /** The driver of a reservation charges where it was for, by whatever medium. */
  async markUsed({ state, evseId, evcoId }: SessionView, toldAt: string): Promise<void> {
    if (!CHARGING.has(state) || evseId === undefined || evcoId === undefined) return;
    const ids = await this.ids(
      `evse_key = $1 and evco_key = $2 and requested_at <= $3
       and state in ('requested', 'reserved', 'releasing', 'UNKNOWN')`,
      [keyText(evseIdKey(evseId)), keyText(evcoIdKey(evcoId)), toldAt],
    );
    for (const id of ids) await this.store.move(id, standingStates, { state: 'used' });
  }

  /** Whether a charge detail record is a reservation's: no session of its own. */
  async owns(names: {
    readonly sessionId: string;
    readonly empPartnerSessionId?: string | undefined;
  }): Promise<boolean> {
    const ours = sessionIdKey(names.empPartnerSessionId ?? '').toLowerCase();
    const ids = await this.ids('session_key = any($1::text[]) or id = $2', [
      storedSessionIdKeys(names.sessionId).map((key) => keyText(key)),
      UUID.test(ours) ? ours : null,
    ]);
    return ids.length > 0;
  }

  private async ids(where: string, parameters: readonly unknown[] = []): Promise<readonly string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select id from session.reservation where ${where} limit ${BATCH}`,
      [...parameters],
    );
    return rows.map(({ id }) => id);
  }
}
