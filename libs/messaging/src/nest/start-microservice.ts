import { Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AsyncMicroserviceOptions } from '@nestjs/microservices';
import { NestLog, platformModule, type Platform } from '#platform';
import { AmqpStrategy } from './amqp-strategy.js';

/** Starts a service that is reached by RabbitMQ only. Resolves once it consumes its queues. @throws what the start failed with */
export async function startMicroservice(platform: Platform, service: Type): Promise<INestMicroservice> {
  @Module({ imports: [platformModule(platform), service] })
  class Root {}

  const application = await NestFactory.createMicroservice<AsyncMicroserviceOptions>(Root, {
    inject: [AmqpStrategy],
    useFactory: (strategy: AmqpStrategy) => ({ strategy }),
    logger: new NestLog(platform.log),
    abortOnError: false,
  });
  try {
    await application.listen();
  } catch (error) {
    await application.close();
    throw error;
  }
  return application;
}
