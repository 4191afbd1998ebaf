import type { INestMicroservice } from '@nestjs/common';
import type { CloudEvent } from '#messaging';
import { startServiceDouble } from './service-double.js';
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

export function startCdrListener(
  host: Pick<VirtualHost, 'settings'>,
  listener: CdrListener,
): Promise<INestMicroservice> {
  const hear = (event: CloudEvent<unknown>): void => listener.hear(event);
  return startServiceDouble(testPlatform('remote-session', host.settings), {
    events: { 'cdr.received': hear, 'cdr.conflicted': hear },
  });
}
