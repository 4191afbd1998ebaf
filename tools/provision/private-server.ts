import type { ProcessDefinition } from '../supervisor/process-definition.js';

/** A server for this suite alone, and its address once it runs. */
export interface PrivateServer {
  readonly url: string;
  readonly process: ProcessDefinition;
}
