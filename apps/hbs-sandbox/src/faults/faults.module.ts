import { Module } from '@nestjs/common';
import { TimeModule } from '../time/time.module.js';
import { FaultBoard } from './fault-board.js';
import { FaultsController } from './faults.controller.js';

/** Faults that testers order for calls of the EMP. */
@Module({
  imports: [TimeModule],
  controllers: [FaultsController],
  providers: [FaultBoard],
  exports: [FaultBoard],
})
export class FaultsModule {}
