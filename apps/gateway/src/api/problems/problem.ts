import { HttpException } from '@nestjs/common';
import type { WrongValue } from './wrong-value.js';

interface ProblemExtras {
  readonly errors?: readonly WrongValue[];
  /** Seconds until the same request may be sent again. */
  readonly retryAfterSeconds?: number;
}

/** A failure that the API answers as RFC 9457 problem details with a stable `code`. */
export class Problem extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    readonly detail: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(detail, status);
  }
}
