import { defineAlarms } from '#platform';

/** What operations must know about PostgreSQL, by code; see `docs/operations.md`. */
export const persistenceAlarms = defineAlarms({
  DATABASE_AWAY: {
    level: 'warn',
    means: 'The database is unreachable; the service waits for it',
    act: 'Check that PostgreSQL runs and that DATABASE_URL is right. The service resumes by itself once PostgreSQL answers.',
  },
  SCHEMA_BEHIND: {
    level: 'warn',
    means: 'The schema of a service lacks migrations that its code needs; the service waits for them',
    act: 'Run the migrate step of this version: `npm run migrate`, or the migrate job of the deployment.',
  },
  LEASE_LOST: {
    level: 'warn',
    means:
      'This replica lost the lease of a job that it led; it stopped the job, and another replica takes over',
    act: 'Do nothing if it happens once. If it repeats, look for a slow database or a host whose clock jumps.',
  },
  LEADER_WORK_FAILED: {
    level: 'error',
    means: 'A job that only one replica runs failed; it is retried',
    act: 'Read the error in the line. The job starts again by itself.',
  },
});
