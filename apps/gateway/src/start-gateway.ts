import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AmqpStrategy } from '#messaging';
import { closeIdleConnectionsDuring, NestLog, platformModule, type Platform } from '#platform';
import { createApiAdapter } from './api/http/request-trace.js';
import { startApi } from './api/http/start-api.js';
import { GatewayModule } from './gateway.module.js';

/** A running gateway. */
export interface Gateway {
  readonly application: NestFastifyApplication;
  /** Answers requests in progress, then closes everything. */
  close(): Promise<void>;
}

/** Starts the gateway. Resolves when broker, edge and API accept work. */
export async function startGateway(platform: Platform): Promise<Gateway> {
  @Module({ imports: [platformModule(platform), GatewayModule] })
  class Root {}

  const application = await NestFactory.create<NestFastifyApplication>(Root, createApiAdapter(), {
    logger: new NestLog(platform.log),
    abortOnError: false,
  });
  try {
    application.connectMicroservice({ strategy: application.get(AmqpStrategy) });
    await application.startAllMicroservices();
    await startApi(application);
  } catch (error) {
    await application.close();
    throw error;
  }
  return {
    application,
    close: () => closeIdleConnectionsDuring(application.getHttpServer(), () => application.close()),
  };
}
