import { CodedError } from '#platform';

/** A message whose body is not of the shape that the message map gives it. Repeating it does not help. */
export class PayloadError extends CodedError {
  readonly code = 'PAYLOAD_INVALID';

  constructor(message: string, reason: string) {
    super(`the body of ${message} is not of the agreed shape: ${reason}`);
  }
}
