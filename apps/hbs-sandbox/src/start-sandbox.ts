import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestLog, awaitListening, platformModule, type Platform } from '#platform';
import { SandboxModule } from './sandbox.module.js';
import { SandboxSettings } from './settings.js';

/** Starts the sandbox and its control API. @throws {PortInUseError} */
export async function startSandbox(platform: Platform): Promise<NestFastifyApplication> {
  @Module({ imports: [platformModule(platform), SandboxModule] })
  class Root {}

  const application = await NestFactory.create<NestFastifyApplication>(
    Root,
    new FastifyAdapter({ forceCloseConnections: 'idle' }),
    { logger: new NestLog(platform.log), abortOnError: false },
  );
  const { SANDBOX_HOST: host, SANDBOX_CONTROL_PORT: port } = application.get(SandboxSettings);
  await awaitListening(application.listen(port, host), 'SANDBOX_CONTROL_PORT', port);
  return application;
}
