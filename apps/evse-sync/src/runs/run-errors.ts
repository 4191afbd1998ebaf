import { CodedError, type Severity } from '#platform';

/** Nothing more may be written for a run: it was cancelled, or another replica leads by now. */
export class RunTakenAwayError extends CodedError {
  readonly code = 'SYNC_RUN_TAKEN_AWAY';
  override readonly severity: Severity = 'expected';

  constructor() {
    super('the run was cancelled, or another replica goes on with it');
  }
}

/** HBS, or what stands before it, said something that asking again does not change. */
export class PullRefusedError extends CodedError {
  override readonly severity: Severity = 'warning';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
