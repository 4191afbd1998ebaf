import { defineAlarms } from '#platform';

export const persistenceAlarms = defineAlarms({
  DATABASE_AWAY: {
    level: 'warn',
    means: 'The database cannot be reached; the service waits for it',
    act: 'Check that PostgreSQL runs and that DATABASE_URL leads to it. The service goes on by itself once it answers.',
  },
  SCHEMA_BEHIND: {
    level: 'warn',
    means: 'The schema of a service lacks migrations that its code needs; the service waits for them',
    act: 'Run the migrate step of this version: `npm run migrate`, or the migrate job of the deployment.',
  },
  LEASE_LOST: {
    level: 'warn',
    means: 'This replica lost the lease of a job it led; its work was stopped and another replica takes over',
    act: 'Nothing, unless it repeats: then the database is slow or the clock of a host jumps.',
  },
  LEADER_WORK_FAILED: {
    level: 'error',
    means: 'A job that only one replica runs failed; it is tried again',
    act: 'Read the error in the line. The job starts again by itself.',
  },
});
