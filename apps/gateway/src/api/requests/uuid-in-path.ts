import type { PipeTransform } from '@nestjs/common';
import { requestId } from '#suite';
import { Problem } from '../problems/problem.js';
import type { ProblemCode } from '../problems/problem-table.js';

/** Reads the id of something in a path; what is not a UUID is the id of nothing. */
export const uuidInPath = (unknown: ProblemCode, detail: string): PipeTransform<unknown, string> => ({
  transform: (value) => {
    const reading = requestId.safeParse(value);
    if (reading.success) return reading.data;
    throw new Problem(404, unknown, detail);
  },
});
