import { suiteMessages } from '#suite';
import { bodyOf, queryOf } from '../requests/request-class.js';

const shapes = {
  start: suiteMessages.rpcs['sync.start-evse-data'].request.schema.shape,
  status: suiteMessages.rpcs['sync.start-evse-status'].request.schema.shape,
  runs: suiteMessages.rpcs['sync.runs'].request.schema.shape,
  quarantine: suiteMessages.rpcs['sync.quarantine'].request.schema.shape,
};

/** Options of a status pull. */
export class StartStatusPull extends bodyOf('sync.start-evse-status', {
  instead: {
    maxDeleteShare: shapes.status.maxDeleteShare.describe(shapes.start.maxDeleteShare.description ?? ''),
  },
}) {}

/** Options of a data pull. */
export class StartDataPull extends bodyOf('sync.start-evse-data', {
  nouns: { mode: 'a mode of pulls' },
  instead: {
    mode: shapes.start.mode.describe(
      '`full` pulls everything and removes what HBS no longer lists; `delta` pulls what has changed.',
    ),
  },
}) {}

/** Filters of the list of pulls. */
export class RunParameters extends queryOf('sync.runs', {
  nouns: { kind: 'a kind of pull' },
  instead: { kind: shapes.runs.kind.describe('Kind of the pulls, in any spelling.') },
}) {}

/** Filters of the list of quarantined records. */
export class QuarantineParameters extends queryOf('sync.quarantine', {
  instead: {
    runId: shapes.quarantine.runId.describe(
      '`id` of the pull that quarantined them; of status pulls only the latest has any.',
    ),
  },
}) {}
