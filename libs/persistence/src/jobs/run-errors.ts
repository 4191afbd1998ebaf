import { CodedError, type Severity } from '#platform';

/** Another replica leads by now: this one must not write any more. */
export class LeadLostError extends CodedError {
  readonly code = 'LEAD_LOST';
  override readonly severity: Severity = 'expected';

  constructor() {
    super('another replica leads this job by now');
  }
}

/** The run is not running any more: somebody cancelled it, or another replica has ended it. */
export class RunEndedError extends CodedError {
  readonly code = 'RUN_ENDED';
  override readonly severity: Severity = 'expected';

  constructor() {
    super('the run was cancelled, or another replica has ended it');
  }
}
