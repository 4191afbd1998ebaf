import { Injectable } from '@nestjs/common';
import { RemoteSettings } from '#suite';
import { isSingleShot, type CalledOperation } from './called-operations.js';
import { HbsSettings } from './hbs-settings.js';

/** How long HBS may take to answer: remote commands REMOTE_TIMEOUT_MS, reads HBS_PULL_TIMEOUT. */
@Injectable()
export class HbsTimeouts {
  constructor(
    private readonly pulls: HbsSettings,
    private readonly remote: RemoteSettings,
  ) {}

  /** In milliseconds. */
  of(operation: CalledOperation): number {
    return isSingleShot(operation) ? this.remote.REMOTE_TIMEOUT_MS : this.pulls.HBS_PULL_TIMEOUT;
  }
}
