import { CodedError } from '#platform';

/** A message that the broker has not confirmed. Except for {@link UnconfirmedError}, it certainly does not have it. */
export abstract class PublishError extends CodedError {}

/** There is no connection to the broker. */
export class BrokerAwayError extends PublishError {
  readonly code = 'BROKER_AWAY';

  /** @param howLong how long it was waited for: `for 50 ms` */
  constructor(howLong: string) {
    super(`there was no connection to the broker ${howLong}`);
  }
}

/** The broker has no queue for it. */
export class UnroutableError extends PublishError {
  readonly code = 'UNROUTABLE';

  constructor(exchange: string, routingKey: string) {
    super(`no queue takes ${routingKey} from ${exchange === '' ? 'the default exchange' : exchange}`);
  }
}

/** The broker said no: a queue is full. */
export class NackedError extends PublishError {
  readonly code = 'NACKED';

  constructor(routingKey: string) {
    super(`the broker refused ${routingKey}: a queue that takes it is full`);
  }
}

/** No word from the broker in time, or the channel ended before it. The broker may have the message. */
export class UnconfirmedError extends PublishError {
  readonly code = 'UNCONFIRMED';

  constructor(routingKey: string, why: string) {
    super(`the broker did not confirm ${routingKey}: ${why}`);
  }
}

/** Too many messages wait for their confirmation. */
export class PublisherFullError extends PublishError {
  readonly code = 'PUBLISHER_FULL';

  constructor(outstanding: number) {
    super(`${outstanding} messages wait for the broker's confirmation already`);
  }
}
