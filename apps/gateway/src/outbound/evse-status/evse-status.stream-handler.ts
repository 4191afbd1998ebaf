import { Controller } from '@nestjs/common';
import type { WithBytes } from '#messaging';
import { StreamHandler, type EvseStatusChunk, type HbsRequest } from '#suite';
import { EvseStatusService } from './evse-status.service.js';

/** Answers the services' pull of the status of the whole network, as a stream. */
@Controller()
export class EvseStatusStreamHandler {
  constructor(private readonly status: EvseStatusService) {}

  /** Calls HBS, and yields its answer in chunks. */
  @StreamHandler('hbs.pull-evse-status')
  pull(request: HbsRequest): AsyncIterable<WithBytes<EvseStatusChunk>> {
    return this.status.pull(request);
  }
}
