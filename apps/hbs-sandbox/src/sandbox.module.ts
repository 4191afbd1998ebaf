import { Module, ValidationPipe } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { HbsServerModule } from './hbs/hbs.module.js';
import { SendCdrsModule } from './send-cdrs/send-cdrs.module.js';
import { StopByMediumModule } from './stop/stop.module.js';
import { SwipeModule } from './swipe/swipe.module.js';

/** The sandbox: HBS with operators, charging stations and drivers, and the control API by which testers steer them. */
@Module({
  imports: [HbsServerModule, SendCdrsModule, SwipeModule, StopByMediumModule],
  providers: [
    {
      provide: APP_PIPE,
      useFactory: () => new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }),
    },
  ],
})
export class SandboxModule {}
