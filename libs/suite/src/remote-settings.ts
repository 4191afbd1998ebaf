import { kinds, Setting } from '#platform';

/** How long a charging station may take to start or stop. */
export class RemoteSettings {
  @Setting(kinds.integer(1_000, 68_000), {
    about:
      'Milliseconds that a remote start or stop waits for HBS, which itself waits up to 60,000 for the operator.',
    default: '65000',
  })
  readonly REMOTE_TIMEOUT_MS!: number;
}
