import { CodedError, type Severity } from '#platform';

/** This process must not write for the run any more: it was cancelled, or another replica leads. */
export class RunTakenAwayError extends CodedError {
  readonly code = 'SYNC_RUN_TAKEN_AWAY';
  override readonly severity: Severity = 'expected';

  constructor() {
    super('the run was cancelled, or another replica has resumed it');
  }
}

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
