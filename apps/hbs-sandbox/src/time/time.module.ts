import { Module } from '@nestjs/common';
import { Pauses } from './pauses.js';

/** Delays that end with the sandbox. */
@Module({ providers: [Pauses], exports: [Pauses] })
export class TimeModule {}
