import { CodedError } from '#platform';

/** A message whose body does not have the shape that the message map declares. Repeating it does not help. */
export class PayloadError extends CodedError {
  readonly code = 'PAYLOAD_INVALID';

  constructor(message: string, reason: string) {
    super(`the body of ${message} does not have the agreed shape: ${reason}`);
  }
}
