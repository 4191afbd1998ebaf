/** The durable topic exchange that every event is published to, with its name as routing key. */
export const EVENTS_EXCHANGE = 'emp.events';

export const rpcQueue = (bulkhead: string): string => `rpc.${bulkhead}`;
/** One queue per subscribing service and event, shared by the service's replicas. */
export const eventQueue = (service: string, event: string): string => `${service}.${event}`;
export const intakeQueue = (intake: string): string => intake;
export const deadLetterQueue = (queue: string): string => `${queue}.dead`;
export const retryName = (delayMs: number): string => `emp.retry.${delayMs}`;
