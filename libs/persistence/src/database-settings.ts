import { kinds, Setting } from '#platform';

/** The database of a service, and its limits. */
export class DatabaseSettings {
  @Setting(kinds.url(['postgres', 'postgresql'], 'postgres://user:password@host:5432/database'), {
    about: 'PostgreSQL 15 or later. Unset, `npm start` brings up a private one under `.data/`.',
    secret: true,
  })
  readonly DATABASE_URL!: string;

  @Setting(kinds.integer(1, 200), {
    about: 'Most connections of each process.',
    default: '10',
  })
  readonly DATABASE_POOL_SIZE!: number;

  @Setting(kinds.duration, {
    about: 'How long a statement waits for a connection before it fails.',
    default: 'PT5S',
  })
  readonly DATABASE_CONNECT_TIMEOUT!: number;

  @Setting(kinds.duration, {
    about: 'How long a statement may run before the database cancels it.',
    default: 'PT30S',
  })
  readonly DATABASE_STATEMENT_TIMEOUT!: number;
}
