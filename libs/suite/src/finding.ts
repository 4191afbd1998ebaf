import { z } from 'zod';

/** Something about what was received that a person should look at. */
export const finding = z.object({ code: z.string(), pointer: z.string().optional(), message: z.string() });
export type Finding = z.output<typeof finding>;
