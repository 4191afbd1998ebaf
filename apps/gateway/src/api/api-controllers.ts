import type { Type } from '@nestjs/common';
import { ExchangesController } from './exchanges/exchanges.controller.js';
import { CdrsController } from './cdrs/cdrs.controller.js';
import { ContractsController } from './contracts/contracts.controller.js';
import { ProblemsPageController } from './documentation/problems-page.controller.js';
import { EvseFindingsController } from './evse-findings/evse-findings.controller.js';
import { EvsesController } from './evses/evses.controller.js';
import { ReadinessController } from './health/readiness.controller.js';
import { ReservationsController } from './reservations/reservations.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SyncController } from './sync/sync.controller.js';
import { TokensController } from './tokens/tokens.controller.js';

/** The internal API, one controller for each kind of thing it speaks of. */
export const apiControllers: readonly Type[] = [
  ReadinessController,
  ProblemsPageController,
  ContractsController,
  TokensController,
  SessionsController,
  ReservationsController,
  CdrsController,
  EvsesController,
  EvseFindingsController,
  SyncController,
  ExchangesController,
];
