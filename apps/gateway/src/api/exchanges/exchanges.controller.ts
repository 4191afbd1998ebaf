import { Controller, Get, Query } from '@nestjs/common';
import { pageOf, type Page } from '#suite';
import { Answers } from '../documentation/answers.js';
import { Operation } from '../documentation/operation.js';
import { ExchangeFilters } from './exchange-filters.js';
import { exchangeSchema, type ExchangeView } from './exchange-view.js';
import { ExchangesService } from './exchanges.service.js';

/** The exchanges with HBS. */
@Controller('v1/exchanges')
export class ExchangesHttpController {
  constructor(private readonly exchanges: ExchangesService) {}

  @Get()
  @Operation({
    summary: 'Lists the exchanges with HBS, latest first',
    scope: 'journal:read',
    refuses: ['CURSOR_INVALID', 'FILTER_INVALID', 'JOURNAL_AWAY'],
  })
  @Answers(pageOf(exchangeSchema))
  find(@Query() filters: ExchangeFilters): Promise<Page<ExchangeView>> {
    return this.exchanges.find(filters);
  }
}
