import { Module } from '@nestjs/common';
import { SessionRecorder } from './session-recorder.js';
import { Sessions } from './sessions.js';

/** The sessions and the facts that were reported of them. */
@Module({
  providers: [SessionRecorder, Sessions],
  exports: [SessionRecorder, Sessions],
})
export class StoreModule {}
