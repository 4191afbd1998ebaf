import type { MessageMap, Service } from '../map/definitions.js';
import { eventQueue, intakeQueue } from './names.js';

const SERVICES: readonly Service[] = ['gateway', 'evse-sync', 'authorization', 'remote-session', 'cdr'];

/** Every queue of work that a map can lead to; which of them exist depends on who subscribes. */
export function workQueuesOf({ events, intakes }: MessageMap): readonly string[] {
  const subscriptions = Object.keys(events).flatMap((event) =>
    SERVICES.map((service) => eventQueue(service, event)),
  );
  return [...Object.keys(intakes).map(intakeQueue), ...subscriptions];
}
