/** What the supervisor must know of a process to start, watch, restart and stop it. */
export interface ProcessDefinition {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The account to run as, where it is not the supervisor's own. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** `service`: ours, told through a channel when its supervisor dies; `infrastructure`: its lines are only shown when it fails. */
  readonly kind: 'service' | 'infrastructure';
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Milliseconds that a stopping process may take before it is killed. */
  readonly stopWithin: number;
  /** Whether the process of this PID, and none that happens to stand at its place, can do its work now; asked every 100 ms after a start. */
  isReady(pid: number): Promise<boolean>;
  /** What is to be cleaned up after the process ended. */
  afterStop?(): Promise<void>;
}
