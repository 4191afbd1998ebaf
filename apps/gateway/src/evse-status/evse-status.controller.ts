import { Controller } from '@nestjs/common';
import { StreamHandler, type EvseStatusChunk, type HbsRequest, type WithBytes } from '#messaging';
import { EvseStatusService } from './evse-status.service.js';

@Controller()
export class EvseStatusController {
  constructor(private readonly status: EvseStatusService) {}

  @StreamHandler('hbs.pull-evse-status')
  pull(request: HbsRequest): AsyncIterable<WithBytes<EvseStatusChunk>> {
    return this.status.pull(request);
  }
}
