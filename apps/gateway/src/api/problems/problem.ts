import { HttpException } from '@nestjs/common';

export interface FieldProblem {
  /** JSON Pointer into the body, or the name of a parameter. */
  readonly pointer: string;
  readonly detail: string;
}

interface ProblemMore {
  readonly errors?: readonly FieldProblem[];
  /** When the same request may be sent again. */
  readonly retryAfterSeconds?: number;
}

/** A failure as the API answers it: RFC 9457 problem details with a stable `code`. */
export class Problem extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    readonly detail: string,
    readonly more: ProblemMore = {},
  ) {
    super(detail, status);
  }
}
