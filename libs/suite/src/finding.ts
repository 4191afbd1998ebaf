import { z } from 'zod';

/** Something about received data that a person should look at: a stable `code`, a JSON Pointer to the place, a sentence. */
export const finding = z.object({ code: z.string(), pointer: z.string().optional(), message: z.string() });
export type Finding = z.output<typeof finding>;
