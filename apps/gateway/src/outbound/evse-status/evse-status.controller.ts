import { Controller } from '@nestjs/common';
import type { WithBytes } from '#messaging';
import { StreamHandler, type EvseStatusChunk, type HbsRequest } from '#suite';
import { EvseStatusService } from './evse-status.service.js';

@Controller()
export class EvseStatusStreamHandler {
  constructor(private readonly status: EvseStatusService) {}

  @StreamHandler('hbs.pull-evse-status')
  pull(request: HbsRequest): AsyncIterable<WithBytes<EvseStatusChunk>> {
    return this.status.pull(request);
  }
}
