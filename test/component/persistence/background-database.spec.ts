import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gatewayDatabase } from '../../../apps/gateway/src/database.js';
import { BackgroundDatabase, createDataSource } from '#persistence';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { recordedLog } from '../../support/recorded-log.js';

describe('a database without which a service also works, on a real PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await database.connect(gatewayDatabase);
  });
  afterAll(() => database.drop());

  /** Patient: a busy machine takes its time to connect. */
  const inBackground = (firstAttemptMs = 60_000, recorded = recordedLog()): BackgroundDatabase => {
    const dataSource = createDataSource(gatewayDatabase, database.settings, 'gateway');
    return new BackgroundDatabase(dataSource, recorded.log, firstAttemptMs);
  };

  it('is usable by the time the service takes work', async () => {
    const background = inBackground();
    await background.start(() => {});
    expect(background.isUsable).toBe(true);
    await background.close();
  });

  it('does not delay the start while it is silent, and is used once it answers', async () => {
    const background = inBackground(100);
    database.network.setSilent(true);
    await background.start(() => {});
    expect(background.isUsable).toBe(false);
    database.network.setSilent(false);
    await eventually(() => Promise.resolve(expect(background.isUsable).toBe(true)));
    await background.close();
  });

  it('does not delay the start while it is unavailable, and an alarm reports it', async () => {
    const recorded = recordedLog();
    const background = inBackground(undefined, recorded);
    database.network.close();
    await background.start(() => {});
    expect(background.isUsable).toBe(false);
    expect(recorded.alarms()).toContain('DATABASE_AWAY');
    database.network.open();
    await eventually(() => Promise.resolve(expect(background.isUsable).toBe(true)));
    await background.close();
  });
});
