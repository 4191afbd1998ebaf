import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Log } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import { fileVersion } from '../../file-version.js';
import { readApiKeys, type ApiUser } from './api-keys.js';
import { ApiSettings } from '../api-settings.js';

const LOOK_EVERY_MS = 15_000;

/** The keys of the API: read at start, and again when their file changes, so that one can be taken back at once. */
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

  onModuleInit(): void {
    this.timer = setInterval(() => this.reload(), LOOK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Whose key it is, by its SHA-256 in hexadecimal. */
  findUser(digest: string): ApiUser | undefined {
    return this.users.get(digest);
  }

  /** Takes the keys of the file if it has changed; those of one that cannot be read are no reason to lock everyone out. */
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
    this.log.info('new keys of the API are in use', { names: [...users.values()].map(({ name }) => name) });
  }
}
