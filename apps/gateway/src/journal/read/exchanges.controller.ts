import { Controller, Get, Query } from '@nestjs/common';
import type { Page } from '#messaging';
import { Needs } from '../../api/api-key.guard.js';
import { ExchangeFilters } from './exchange-filters.js';
import type { ExchangeView } from './exchange-view.js';
import { ExchangesService } from './exchanges.service.js';

/** What was exchanged with HBS. */
@Controller('v1/exchanges')
export class ExchangesController {
  constructor(private readonly exchanges: ExchangesService) {}

  @Get()
  @Needs('journal:read')
  find(@Query() filters: ExchangeFilters): Promise<Page<ExchangeView>> {
    return this.exchanges.find(filters);
  }
}
