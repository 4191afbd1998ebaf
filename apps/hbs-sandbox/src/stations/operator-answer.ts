import { Injectable } from '@nestjs/common';
import { SandboxSettings } from '../settings.js';
import { Pauses } from '../time/pauses.js';

/** The charge point operator, to whom HBS passes remote calls, and for whose answer it waits only so long. */
@Injectable()
export class OperatorAnswer {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly pauses: Pauses,
  ) {}

  /**
   * Waits for the operator, who does what it is asked whenever it gets to it.
   * @returns whether HBS was still waiting: it has given up at SANDBOX_OPERATOR_TIMEOUT otherwise
   */
  async waitFor(act: (inTime: boolean) => void): Promise<boolean> {
    const { SANDBOX_OPERATOR_DELAY: delay, SANDBOX_OPERATOR_TIMEOUT: patience } = this.settings;
    const inTime = delay <= patience;
    const acting = this.pauses.for(delay).then(() => act(inTime));
    await (inTime ? acting : this.pauses.for(patience));
    return inTime;
  }
}
