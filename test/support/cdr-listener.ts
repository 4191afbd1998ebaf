import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import {
  done,
  EventHandler,
  MessagingModule,
  startMicroservice,
  suiteMessages,
  type CdrSummary,
  type CloudEvent,
  type Outcome,
} from '#messaging';
import { testPlatform } from './test-platform.js';
import type { VirtualHost } from './virtual-host.js';

/** Somebody who listens to what is told of charge detail records, as billing does: each event once, by its id. */
export class CdrListener {
  private readonly heard = new Map<string, { readonly type: string; readonly subject: string }>();

  hear({ id, type, subject }: CloudEvent<unknown>): void {
    this.heard.set(id, { type, subject });
  }

  /** The types of the events about one session. */
  about(sessionKey: string): readonly string[] {
    return [...this.heard.values()].filter(({ subject }) => subject === sessionKey).map(({ type }) => type);
  }
}

@Controller()
class Ear {
  constructor(private readonly listener: CdrListener) {}

  @EventHandler('cdr.received')
  received(event: CloudEvent<CdrSummary>): Promise<Outcome> {
    this.listener.hear(event);
    return Promise.resolve(done);
  }

  @EventHandler('cdr.conflicted')
  conflicted(
    event: CloudEvent<{ sessionId: string; stored: CdrSummary; other: CdrSummary }>,
  ): Promise<Outcome> {
    this.listener.hear(event);
    return Promise.resolve(done);
  }
}

export function startCdrListener(
  host: Pick<VirtualHost, 'settings'>,
  listener: CdrListener,
): Promise<INestMicroservice> {
  @Module({
    imports: [MessagingModule.forService({ map: suiteMessages })],
    controllers: [Ear],
    providers: [{ provide: CdrListener, useValue: listener }],
  })
  class ListenerModule {}

  return startMicroservice(testPlatform('remote-session', host.settings), ListenerModule);
}
