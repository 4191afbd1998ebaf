import { CodedError } from '#platform';

/** The broker did not confirm a message. Only after {@link UnconfirmedError} may the broker have it all the same. */
export abstract class PublishError extends CodedError {}

/** There is no connection to the broker. */
export class BrokerUnavailableError extends PublishError {
  readonly code = 'BROKER_AWAY';

  /** @param howLong completes the sentence: `for 50 ms` */
  constructor(howLong: string) {
    super(`there was no connection to the broker ${howLong}`);
  }
}

/** No queue is bound for the message. */
export class UnroutableError extends PublishError {
  readonly code = 'UNROUTABLE';

  constructor(exchange: string, routingKey: string) {
    super(`no queue takes ${routingKey} from ${exchange === '' ? 'the default exchange' : exchange}`);
  }
}

/** The broker refused the message: a queue is full. */
export class NackedError extends PublishError {
  readonly code = 'NACKED';

  constructor(routingKey: string) {
    super(`the broker refused ${routingKey}: a queue that takes it is full`);
  }
}

/** No confirmation in time, or the channel closed before it. The broker may have the message. */
export class UnconfirmedError extends PublishError {
  readonly code = 'UNCONFIRMED';

  constructor(routingKey: string, why: string) {
    super(`the broker did not confirm ${routingKey}: ${why}`);
  }
}

/** The limit of unconfirmed messages is reached. */
export class PublisherFullError extends PublishError {
  readonly code = 'PUBLISHER_FULL';

  constructor(outstanding: number) {
    super(`${outstanding} messages are waiting for the broker's confirmation, as many as are allowed`);
  }
}
