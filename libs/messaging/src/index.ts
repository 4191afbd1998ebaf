/**
 * RabbitMQ as services use it: one typed map of messages, calls with a deadline, streams, events from an outbox, intakes
 * that survive a crash, and consumers that lose nothing. It names no service; `libs/suite` holds the suite's map.
 */
export { messagingAlarms } from './alarms.js';
export { BrokerSettings } from './broker-settings.js';
export { Broker } from './connection/broker.js';
export { PublishError } from './connection/publish-error.js';
export {
  deadLetter,
  DependencyUnavailableError,
  done,
  retryLater,
  type Outcome,
} from './consumer/outcome.js';
export { DeadLetters, UnknownQueueError, type DeadLetter } from './dead-letters/dead-letters.js';
export { CLOUD_EVENT_TYPE, cloudEventSchema, type CloudEvent } from './events/cloud-event.js';
export { IntakePublisher } from './events/intake-publisher.js';
export { createOutboxTable, OutboxRow } from './events/outbox.entity.js';
export { Outbox, type OutboxTransaction } from './events/outbox.js';
export { OutboxRelay } from './events/relay.js';
export { bytes, decode, encode, json, type JsonBody, type WithBytes } from './map/body.js';
export * from './map/definitions.js';
export { AmqpStrategy, type ConsumerOptions } from './nest/amqp-strategy.js';
export { handlersOf } from './nest/handlers.js';
export { MessagingModule } from './nest/messaging.module.js';
export { startMicroservice } from './nest/start-microservice.js';
export { PayloadError } from './payload-error.js';
export { RpcClient, type CallOptions } from './rpc/rpc-client.js';
export { RpcError, RpcRefusal, type RpcFailure } from './rpc/rpc-error.js';
export type { CallContext } from './rpc/call-expiry.js';
export { StreamClient } from './stream/stream-client.js';
export { EVENTS_EXCHANGE } from './topology/names.js';
export { workQueuesOf } from './topology/work-queues.js';
