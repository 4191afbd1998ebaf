import { Injectable } from '@nestjs/common';
import { SandboxSettings } from '../settings.js';
import { Pauses } from '../time/pauses.js';

/** The charge point operator to whom HBS passes remote calls, and for whose answer it waits a limited time. */
@Injectable()
export class OperatorAnswer {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly pauses: Pauses,
  ) {}

  /**
   * Waits for the operator, who carries out a call after SANDBOX_OPERATOR_DELAY even if HBS has given up.
   *
   * @param act what the operator does; `inTime` is whether HBS still waits for it
   * @returns whether the operator answered within SANDBOX_OPERATOR_TIMEOUT
   */
  async waitFor(act: (inTime: boolean) => void): Promise<boolean> {
    const { SANDBOX_OPERATOR_DELAY: delay, SANDBOX_OPERATOR_TIMEOUT: timeout } = this.settings;
    const inTime = delay <= timeout;
    const acting = this.pauses.for(delay).then(() => act(inTime));
    await (inTime ? acting : this.pauses.for(timeout));
    return inTime;
  }
}
