import { Module } from '@nestjs/common';
import { RecordsModule } from '../records/records.module.js';
import { CdrIntakeHandlers } from './cdr.intake-handlers.js';

/** Takes the records that HBS forwards. */
@Module({
  imports: [RecordsModule],
  controllers: [CdrIntakeHandlers],
})
export class IntakeModule {}
