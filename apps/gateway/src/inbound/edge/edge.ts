import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Registry } from 'prom-client';
import { closeIdleConnectionsDuring, Log, awaitListening, Readiness } from '#platform';
import { Journal } from '../../journal/journal.js';
import { EdgeIdentity } from './edge-identity.js';
import { EdgeServer } from './edge-server.js';
import { EdgeSettings } from './edge-settings.js';
import type { InboundHandler } from './inbound.js';

/** Injects the handlers that answer HBS, one per operation. */
export const INBOUND_HANDLERS = Symbol('INBOUND_HANDLERS');

/** The listener for HBS, open while the gateway runs. */
@Injectable()
export class Edge implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly identity: EdgeIdentity;
  private readonly server: EdgeServer;

  constructor(
    private readonly settings: EdgeSettings,
    journal: Journal,
    log: Log,
    readiness: Readiness,
    metrics: Registry,
    @Inject(INBOUND_HANDLERS) handlers: readonly InboundHandler[],
  ) {
    this.identity = new EdgeIdentity(settings, log.of('edge'), metrics);
    this.server = new EdgeServer({
      settings,
      identity: this.identity.tls,
      handlers,
      journal,
      log: log.of('edge'),
    });
    readiness.add('edge', () => {
      if (!this.server.listener.listening) throw new Error('the edge is not listening');
    });
  }

  /** Opens the listener. @throws {PortInUseError} */
  async onApplicationBootstrap(): Promise<void> {
    const { EDGE_PORT: port, EDGE_HOST: host } = this.settings;
    await awaitListening(this.server.http.listen({ port, host }), 'EDGE_PORT', port);
    this.identity.keepCurrent(this.server.listener);
  }

  /** Accepts no more connections and answers requests in progress. */
  async beforeApplicationShutdown(): Promise<void> {
    this.identity.stop();
    await closeIdleConnectionsDuring(this.server.listener, () => this.server.close());
  }
}
