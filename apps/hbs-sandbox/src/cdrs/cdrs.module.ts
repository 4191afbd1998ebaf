import { Module } from '@nestjs/common';
import { EdgeModule } from '../edge/edge.module.js';
import { CdrArchive } from './cdr-archive.js';
import { CdrForwarder } from './cdr-forwarder.js';

/** Charge detail records at HBS, and their forwarding to the EMP. */
@Module({ imports: [EdgeModule], providers: [CdrArchive, CdrForwarder], exports: [CdrArchive, CdrForwarder] })
export class CdrsModule {}
