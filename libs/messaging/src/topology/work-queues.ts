import type { MessageMap } from '../map/definitions.js';
import { eventQueue, intakeQueue } from './names.js';

/** Every work queue that a map and its services may have; an event has one only where a service subscribes to it. */
export function workQueuesOf(
  { events, intakes }: MessageMap,
  services: readonly string[],
): readonly string[] {
  const subscriptions = Object.keys(events).flatMap((event) =>
    services.map((service) => eventQueue(service, event)),
  );
  return [...Object.keys(intakes).map(intakeQueue), ...subscriptions];
}
