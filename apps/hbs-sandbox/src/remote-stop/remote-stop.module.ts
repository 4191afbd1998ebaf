import { Module } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { StationsModule } from '../stations/stations.module.js';
import { RemoteStopOperation } from './remote-stop.js';

/** The operation eRoamingAuthorizeRemoteStop. */
@Module({
  imports: [NetworkModule, StationsModule],
  providers: [RemoteStopOperation],
  exports: [RemoteStopOperation],
})
export class RemoteStopModule {}
