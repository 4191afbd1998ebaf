import type { Type } from '@nestjs/common';
import { ExchangesHttpController } from './exchanges/exchanges.controller.js';
import { CdrsHttpController } from './cdrs/cdrs.controller.js';
import { ContractsHttpController } from './contracts/contracts.controller.js';
import { ProblemsPageController } from './documentation/problems-page.controller.js';
import { EvseFindingsHttpController } from './evse-findings/evse-findings.controller.js';
import { EvsesHttpController } from './evses/evses.controller.js';
import { ReadinessController } from './health/readiness.controller.js';
import { ReservationsHttpController } from './reservations/reservations.controller.js';
import { SessionsHttpController } from './sessions/sessions.controller.js';
import { SyncHttpController } from './sync/sync.controller.js';
import { TokensHttpController } from './tokens/tokens.controller.js';

/** The controllers of the internal API, one for each resource. */
export const apiControllers: readonly Type[] = [
  ReadinessController,
  ProblemsPageController,
  ContractsHttpController,
  TokensHttpController,
  SessionsHttpController,
  ReservationsHttpController,
  CdrsHttpController,
  EvsesHttpController,
  EvseFindingsHttpController,
  SyncHttpController,
  ExchangesHttpController,
];
