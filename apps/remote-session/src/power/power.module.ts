import { Module } from '@nestjs/common';
import { EvsePowers } from '#suite';
import { StoreModule } from '../store/store.module.js';
import { PowerWorker } from './power-worker.js';

/** Asks evse-sync for the power of EVSEs whose sessions report energy. */
@Module({
  imports: [StoreModule],
  providers: [EvsePowers, PowerWorker],
})
export class PowerModule {}
