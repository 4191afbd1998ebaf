import { Module } from '@nestjs/common';
import { StoreModule } from '../store/store.module.js';
import { NotificationIntakeHandlers } from './notification.intake-handlers.js';

/** Takes the notifications of operators. */
@Module({
  imports: [StoreModule],
  controllers: [NotificationIntakeHandlers],
})
export class NotificationModule {}
