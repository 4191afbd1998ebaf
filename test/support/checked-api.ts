import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { apiControllers } from '../../apps/gateway/src/api/api-controllers.js';
import { serveDocumentation } from '../../apps/gateway/src/api/documentation/open-api.js';
import { ExchangesHttpController } from '../../apps/gateway/src/api/exchanges/exchanges.controller.js';
import { ExchangesService } from '../../apps/gateway/src/api/exchanges/exchanges.service.js';
import { ReadinessController } from '../../apps/gateway/src/api/health/readiness.controller.js';
import { createApiAdapter } from '../../apps/gateway/src/api/http/request-trace.js';
import { RoutedMethods } from '../../apps/gateway/src/api/http/routed-methods.js';
import { ProblemFilter } from '../../apps/gateway/src/api/problems/problem.filter.js';
import { acceptJsonBodies } from '../../apps/gateway/src/api/requests/json-bodies.js';
import { RequestTextsInterceptor } from '../../apps/gateway/src/api/requests/request-texts.interceptor.js';
import { RequestPipe } from '../../apps/gateway/src/api/requests/request.pipe.js';
import { encode, RpcClient } from '#messaging';
import { Log } from '#platform';
import { suiteMessages, type SuiteMessages } from '#suite';
import { operationsOf, type ApiDocument, type ApiOperation } from './api-document.js';
import { recordedLog } from './recorded-log.js';

export type RequestName = keyof SuiteMessages['rpcs'];

/** What became of a request to the API. */
export interface CheckedAnswer {
  readonly status: number;
  readonly detail: string;
  /** The call that the API made, as the service would receive it: the last, if there were several. */
  readonly call: { readonly name: RequestName; readonly payload: Record<string, unknown> } | undefined;
}

interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** In place of all services: checks each request's shape, as the sender and the receiver of a message do. */
class CheckingRpcClient {
  last: CheckedAnswer['call'];

  call(name: RequestName, payload: Record<string, unknown>): Promise<unknown> {
    this.last = { name, payload };
    encode(name, suiteMessages.rpcs[name].request, payload);
    return Promise.resolve({ items: [], runs: [], bytes: Buffer.alloc(0) });
  }
}

/** The HTTP API as it is, without keys, and with nothing behind it but the shapes of the messages. */
export class CheckedApi {
  private constructor(
    private readonly application: NestFastifyApplication,
    private readonly rpc: CheckingRpcClient,
    readonly operations: readonly ApiOperation[],
  ) {}

  static async start(): Promise<CheckedApi> {
    const rpc = new CheckingRpcClient();
    const { log } = recordedLog();
    @Module({
      // The readiness asks no service for anything that a caller sends.
      controllers: apiControllers.filter((each) => each !== ReadinessController),
      providers: [
        { provide: RpcClient, useValue: rpc },
        { provide: Log, useValue: log },
        { provide: ExchangesService, useValue: { find: () => Promise.resolve({ items: [] }) } },
        RoutedMethods,
        { provide: APP_INTERCEPTOR, useClass: RequestTextsInterceptor },
        { provide: APP_PIPE, useClass: RequestPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    })
    class Api {}
    const application = await NestFactory.create<NestFastifyApplication>(Api, createApiAdapter(), {
      logger: false,
    });
    acceptJsonBodies(application);
    serveDocumentation(application);
    await application.init();
    await application.getHttpAdapter().getInstance().ready();
    const document = await application.inject({ method: 'GET', url: '/docs-json' });
    return new CheckedApi(application, rpc, operationsOf(JSON.parse(document.body) as ApiDocument));
  }

  /** Sends a request, encoded already. */
  async send({ method, url, headers, body }: SentRequest): Promise<CheckedAnswer> {
    this.rpc.last = undefined;
    const answer = await this.application.inject({
      method: method as 'GET',
      url,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { payload: body }),
    });
    return { status: answer.statusCode, detail: answer.body.slice(0, 500), call: this.rpc.last };
  }

  stop(): Promise<void> {
    return this.application.close();
  }
}

/** The operations that ask no service, because the gateway has what they show. */
export const isAnsweredByGateway = ({ path }: ApiOperation): boolean =>
  path === `/${String(Reflect.getMetadata('path', ExchangesHttpController))}`;
