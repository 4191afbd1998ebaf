import { Module } from '@nestjs/common';
import { healthControllerOf, MessagingModule, suiteMessages } from '#messaging';

@Module({
  imports: [MessagingModule.forService({ map: suiteMessages })],
  controllers: [healthControllerOf('remote-session')],
})
export class RemoteSessionModule {}
