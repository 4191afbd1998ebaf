import { Module } from '@nestjs/common';
import { Retention } from './retention.js';

/** Deletes what is older than the settings say. */
@Module({ providers: [Retention] })
export class RetentionModule {}
