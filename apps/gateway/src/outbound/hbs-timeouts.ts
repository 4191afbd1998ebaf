import { Injectable } from '@nestjs/common';
import { RemoteSettings } from '#suite';
import { isSingleShot, type CalledOperation } from './called-operations.js';
import { HbsSettings } from './hbs-settings.js';

/** How long HBS may take to answer. */
@Injectable()
export class HbsTimeouts {
  constructor(
    private readonly pulls: HbsSettings,
    private readonly remote: RemoteSettings,
  ) {}

  /** Milliseconds. */
  of(operation: CalledOperation): number {
    return isSingleShot(operation) ? this.remote.REMOTE_TIMEOUT_MS : this.pulls.HBS_PULL_TIMEOUT;
  }
}
