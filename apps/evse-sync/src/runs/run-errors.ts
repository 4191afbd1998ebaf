import { CodedError, type Severity } from '#platform';

/** HBS or the gateway refused a pull for a reason that a retry does not change. `code` is in the run's reasons. */
export class PullRefusedError extends CodedError {
  override readonly severity: Severity = 'warning';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
