import { Module } from '@nestjs/common';
import { StoreModule } from '../store/store.module.js';
import { NotificationController } from './notification.controller.js';

/** Takes the notifications of operators. */
@Module({
  imports: [StoreModule],
  controllers: [NotificationController],
})
export class NotificationModule {}
