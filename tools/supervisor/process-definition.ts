/** What the supervisor must know of a process to start, watch, restart and stop it. */
export interface ProcessDefinition {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The account to run as, where it is not the supervisor's own. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** `service`: ours, with a channel whose end means that its supervisor died; `infrastructure`: its lines are shown only when it fails. */
  readonly kind: 'service' | 'infrastructure';
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Milliseconds after which a stopping process is killed. */
  readonly stopWithin: number;
  /** Whether the process with this PID, and no other on its port, can do its work now; called every 100 ms after a start. */
  isReady(pid: number): Promise<boolean>;
  /** Cleans up after the process has ended. */
  afterStop?(): Promise<void>;
}
