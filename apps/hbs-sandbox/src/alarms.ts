import { defineAlarms } from '#platform';

/** What the sandbox raises. */
export const sandboxAlarms = defineAlarms({
  SANDBOX_ANSWER_FAILED: {
    level: 'error',
    means: 'The sandbox could not answer a call as HBS would',
    act: 'Read `error` in the line and report it with the version of the suite.',
  },
});
