import { Module } from '@nestjs/common';
import { CdrsModule } from '../cdrs/cdrs.module.js';
import { GetChargeDetailRecordsOperation } from './get-charge-detail-records.js';

/** The operation eRoamingGetChargeDetailRecords. */
@Module({
  imports: [CdrsModule],
  providers: [GetChargeDetailRecordsOperation],
  exports: [GetChargeDetailRecordsOperation],
})
export class GetChargeDetailRecordsModule {}
