import { defineAlarms } from '#platform';

/** What operations must know about RabbitMQ, by code; see `docs/operations.md`. */
export const messagingAlarms = defineAlarms({
  BROKER_AWAY: {
    level: 'warn',
    means: 'RabbitMQ is unreachable; the service waits for it',
    act: 'Check that RabbitMQ runs and that RABBITMQ_URL is right. The service resumes by itself once RabbitMQ answers.',
  },
  BROKER_BLOCKED: {
    level: 'error',
    means: 'RabbitMQ accepts no messages because it is short of memory or disk; calls and events wait',
    act: 'Free memory or disk on the broker, or find the queue that grows (rabbitmqctl list_queues).',
  },
  CHANNEL_LOST: {
    level: 'warn',
    means: 'RabbitMQ closed a channel or deleted a queue; the service reopens it',
    act: 'Do nothing if it happens once. If it repeats, read the reason in the line: it names the queue or exchange that is declared differently elsewhere.',
  },
  RPC_HANDLER_FAILED: {
    level: 'error',
    means: 'A call failed in the service that answers it',
    act: 'Read the error in the line. The caller received the failure and decides whether to try again.',
  },
  MESSAGE_RETRIED: {
    level: 'warn',
    means: 'A message could not be processed and is retried later',
    act: 'Do nothing while `attempt` is small. Read the reason in the line if the same message keeps failing.',
  },
  MESSAGE_DEAD: {
    level: 'error',
    means: 'A message could not be processed after every attempt and was dead-lettered',
    act: 'Look at it with `npm run broker -- dead-letters show QUEUE`, fix the cause, then run `npm run broker -- dead-letters replay QUEUE`.',
  },
  CONSUMER_PAUSED: {
    level: 'warn',
    means: 'A consumer paused because a dependency is unavailable; its messages wait in their queue',
    act: 'Restore the dependency that the reason in the line names. The consumer resumes by itself, and no attempt is used up.',
  },
  RELAY_STALLED: {
    level: 'warn',
    means: 'Events could not be published to RabbitMQ; they wait in the outbox',
    act: 'Check RabbitMQ. Nothing is lost: the outbox is relayed once RabbitMQ accepts messages again.',
  },
});
