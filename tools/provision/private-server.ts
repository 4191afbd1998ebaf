import type { ProcessDefinition } from '../supervisor/process-definition.js';

/** A server that is brought up for the suite alone, and how to reach it once it runs. */
export interface PrivateServer {
  readonly url: string;
  readonly process: ProcessDefinition;
}
