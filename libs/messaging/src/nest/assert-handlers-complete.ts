import type { MessageMap } from '../map/definitions.js';

/**
 * Checks at start that the handlers of a service fit the message map: nothing unknown, nothing that belongs to another
 * service, and every call of each bulkhead that it answers, because they share a queue.
 */
export function assertHandlersComplete(map: MessageMap, service: string, handled: readonly string[]): void {
  const calls = { ...map.rpcs, ...map.streams };
  const problems = handled.flatMap((name) => {
    const call = calls[name];
    const owner = call ? map.bulkheads[call.bulkhead]?.owner : map.intakes[name]?.owner;
    if (!call && !(name in map.events) && !(name in map.intakes))
      return [`${name} is not in the message map`];
    return owner === undefined || owner === service ? [] : [`${name} belongs to ${owner}`];
  });
  const answered = new Set(
    handled.map((name) => calls[name]?.bulkhead).filter((bulkhead) => bulkhead !== undefined),
  );
  const missing = Object.entries(calls)
    .filter(([name, { bulkhead }]) => answered.has(bulkhead) && !handled.includes(name))
    .map(([name, { bulkhead }]) => `${name} is in the queue of ${bulkhead} and has no handler`);
  const all = [...problems, ...missing];
  if (all.length > 0)
    throw new Error(`the handlers of ${service} do not fit the message map: ${all.join('; ')}`);
}
