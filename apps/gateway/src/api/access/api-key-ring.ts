import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Log } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import { fileVersion } from '../../file-version.js';
import { readApiKeys, type ApiUser } from './api-keys.js';
import { ApiSettings } from '../api-settings.js';

const LOOK_EVERY_MS = 15_000;

/**
 * The keys of the API: read at start, and again when their file changes, so that a key can be revoked without a
 * restart.
 */
@Injectable()
export class ApiKeyRing implements OnModuleInit, OnModuleDestroy {
  private readonly path: string;
  private readonly log: Log;
  private users: ReadonlyMap<string, ApiUser>;
  private seen: string;
  private timer: NodeJS.Timeout | undefined;

  constructor({ API_KEYS_FILE }: ApiSettings, log: Log) {
    this.path = API_KEYS_FILE;
    this.log = log.of('api');
    this.seen = fileVersion(this.path);
    this.users = readApiKeys(this.path).users;
  }

  /** Checks the file every 15 seconds. */
  onModuleInit(): void {
    this.timer = setInterval(() => this.reload(), LOOK_EVERY_MS).unref();
  }

  /** Stops checking the file. */
  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Finds the user of a key. @param digest SHA-256 of the key in hexadecimal */
  findUser(digest: string): ApiUser | undefined {
    return this.users.get(digest);
  }

  /** Loads the keys if the file has changed. An unusable file leaves the previous keys valid, and raises an alarm. */
  reload(): void {
    const version = fileVersion(this.path);
    if (version === this.seen) return;
    this.seen = version;
    const { users, problems } = readApiKeys(this.path);
    if (problems.length > 0) {
      this.log.raise(gatewayAlarms.API_KEYS_UNUSABLE, { problems });
      return;
    }
    this.users = users;
    this.log.info('loaded the keys of the API', { names: [...users.values()].map(({ name }) => name) });
  }
}
