import type { INestMicroservice } from '@nestjs/common';
import type { CloudEvent } from '#messaging';
import { startFakeService } from './fake-service.js';
import { testPlatform } from './test-platform.js';
import type { VirtualHost } from './virtual-host.js';

/** A consumer of the events of charge detail records, as billing is one: each event once, by its id. */
export class CdrListener {
  private readonly received = new Map<string, { readonly type: string; readonly subject: string }>();

  receive({ id, type, subject }: CloudEvent<unknown>): void {
    this.received.set(id, { type, subject });
  }

  /** The types of the events about one session. */
  typesOf(sessionKey: string): readonly string[] {
    return [...this.received.values()]
      .filter(({ subject }) => subject === sessionKey)
      .map(({ type }) => type);
  }
}

/** Starts the consumer in the place of remote-session. */
export function startCdrListener(
  host: Pick<VirtualHost, 'settings'>,
  listener: CdrListener,
): Promise<INestMicroservice> {
  const receive = (event: CloudEvent<unknown>): void => listener.receive(event);
  return startFakeService(testPlatform('remote-session', host.settings), {
    events: { 'cdr.received': receive, 'cdr.conflicted': receive },
  });
}
