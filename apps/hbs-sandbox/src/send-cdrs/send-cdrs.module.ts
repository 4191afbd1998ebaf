import { Module } from '@nestjs/common';
import { CdrsModule } from '../cdrs/cdrs.module.js';
import { NetworkModule } from '../network/network.module.js';
import { TimeModule } from '../time/time.module.js';
import { SandboxCdrsController } from './cdrs.controller.js';
import { SendCdrsService } from './send-cdrs.service.js';

/** Generated charge detail records that testers order. */
@Module({
  imports: [CdrsModule, NetworkModule, TimeModule],
  controllers: [SandboxCdrsController],
  providers: [SendCdrsService],
})
export class SendCdrsModule {}
