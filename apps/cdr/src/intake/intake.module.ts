import { Module } from '@nestjs/common';
import { RecordsModule } from '../records/records.module.js';
import { CdrIntakeController } from './cdr-intake.controller.js';

/** Takes the records that HBS forwards. */
@Module({
  imports: [RecordsModule],
  controllers: [CdrIntakeController],
})
export class IntakeModule {}
