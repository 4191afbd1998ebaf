import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { done, type CloudEvent, type Outcome } from '#messaging';
import {
  EventHandler,
  RpcHandler,
  type ReservationQuery,
  type ReservationStart,
  type ReservationView,
  type SessionView,
} from '#suite';
import { ReleaseService } from './release.service.js';
import { ReservationLife } from './reservation-life.js';
import { listReservations } from './reservation-list.js';
import { ReservationStore } from './reservation-store.js';
import { ReserveService } from './reserve.service.js';

/** Takes reservations that apps request, and what becomes of them. */
@Controller()
export class ReservationsRpcHandlers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reserve: ReserveService,
    private readonly releases: ReleaseService,
    private readonly store: ReservationStore,
    private readonly life: ReservationLife,
  ) {}

  @RpcHandler('reservation.start')
  start(asked: ReservationStart): Promise<ReservationView> {
    return this.reserve.reserve(asked);
  }

  @RpcHandler('reservation.release')
  release({ id }: { id: string }): Promise<ReservationView> {
    return this.releases.release(id);
  }

  @RpcHandler('reservation.get')
  get({ id }: { id: string }): Promise<ReservationView> {
    return this.store.view(id);
  }

  @RpcHandler('reservation.list')
  async list(query: ReservationQuery): Promise<{ items: ReservationView[]; next?: string | undefined }> {
    return await listReservations(this.dataSource, query);
  }

  @EventHandler('session.opened')
  async opened({ data, time }: CloudEvent<SessionView>): Promise<Outcome> {
    await this.life.markUsed(data, time);
    return done;
  }

  @EventHandler('session.updated')
  async updated({ data, time }: CloudEvent<SessionView>): Promise<Outcome> {
    await this.life.markUsed(data, time);
    return done;
  }
}
