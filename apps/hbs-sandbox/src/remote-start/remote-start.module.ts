import { Module } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { StationsModule } from '../stations/stations.module.js';
import { RemoteStartOperation } from './remote-start.js';

/** The operation eRoamingAuthorizeRemoteStart. */
@Module({
  imports: [NetworkModule, StationsModule, ReservationsModule],
  providers: [RemoteStartOperation],
  exports: [RemoteStartOperation],
})
export class RemoteStartModule {}
