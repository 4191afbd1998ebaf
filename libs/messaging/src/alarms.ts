import { defineAlarms } from '#platform';

export const messagingAlarms = defineAlarms({
  BROKER_AWAY: {
    level: 'warn',
    means: 'RabbitMQ cannot be reached; the service waits for it',
    act: 'Check that RabbitMQ runs and that RABBITMQ_URL leads to it. The service goes on by itself once it answers.',
  },
  BROKER_BLOCKED: {
    level: 'error',
    means: 'RabbitMQ takes no messages because its memory or disk is short; calls and events wait',
    act: 'Free memory or disk on the broker, or find the queue that grows (rabbitmqctl list_queues).',
  },
  CHANNEL_LOST: {
    level: 'warn',
    means: 'RabbitMQ closed a channel or deleted a queue; the service opens it again',
    act: 'Nothing if it happens once. If it repeats, the reason in the line says which queue or exchange is declared differently elsewhere.',
  },
  RPC_HANDLER_FAILED: {
    level: 'error',
    means: 'A call failed in the service that answers it',
    act: 'Read the error in the line. The caller was told; whether it tries again is its decision.',
  },
  MESSAGE_RETRIED: {
    level: 'warn',
    means: 'A message could not be handled and is tried again later',
    act: 'Nothing while `attempt` is small. Read the reason in the line if the same message keeps failing.',
  },
  MESSAGE_DEAD: {
    level: 'error',
    means: 'A message could not be handled after every attempt and was put aside',
    act: 'See it with `npm run broker -- dead-letters show QUEUE`, mend the cause, then `npm run broker -- dead-letters replay QUEUE`.',
  },
  CONSUMER_PAUSED: {
    level: 'warn',
    means: 'A consumer paused because something it depends on is away; its messages wait in their queue',
    act: 'Bring back what the reason in the line names. The consumer resumes by itself and no attempt is spent.',
  },
  RELAY_STALLED: {
    level: 'warn',
    means: 'Events could not be handed to RabbitMQ; they wait in the outbox',
    act: 'Check RabbitMQ. Nothing is lost: the outbox is relayed once it takes messages again.',
  },
});
