import type { ProcessDefinition } from './process-definition.js';
import { SupervisedProcess } from './supervised-process.js';

/** Receives what happens to the supervised processes. */
export interface SupervisorWatcher {
  line(process: ProcessDefinition, line: string): void;
  died(process: ProcessDefinition, how: string, delay: number): void;
  givenUp(process: ProcessDefinition, why: string, lastLines: readonly string[]): void;
}

/**
 * Runs a suite of processes: starts them in the order they are added, restarts those that die, and stops them in the
 * reverse order, each only after the one that depends on it has ended.
 */
export class Supervisor {
  private readonly groups: SupervisedProcess[][] = [];
  private stopped = false;

  constructor(private readonly watcher: SupervisorWatcher) {}

  /** Starts processes side by side; resolves when all of them are ready, rejects when one is given up. */
  async start(...definitions: readonly ProcessDefinition[]): Promise<void> {
    if (this.stopped) throw new Error('the supervisor was stopped');
    const group = definitions.map((definition) => this.watched(new SupervisedProcess(definition)));
    this.groups.push(group);
    await Promise.all(group.map((each) => each.start()));
  }

  /** @throws for a name that no process has */
  process(name: string): SupervisedProcess {
    const found = this.groups.flat().find(({ definition }) => definition.name === name);
    if (!found) throw new Error(`no process is called ${name}`);
    return found;
  }

  get processes(): readonly SupervisedProcess[] {
    return this.groups.flat();
  }

  /** Stops for good; what is still starting is given up. */
  async stop(): Promise<void> {
    this.stopped = true;
    while (this.groups.length > 0) {
      const group = this.groups.pop() ?? [];
      await Promise.all(group.map((each) => each.stop()));
    }
  }

  /** Kills every process at once: for the second Ctrl-C. */
  killAll(): void {
    for (const each of this.processes) each.signal('SIGKILL');
  }

  private watched(process: SupervisedProcess): SupervisedProcess {
    const { definition } = process;
    process.on('line', (line) => this.watcher.line(definition, line));
    process.on('died', (how, delay) => this.watcher.died(definition, how, delay));
    process.on('given-up', (why) => this.watcher.givenUp(definition, why, process.lastLines));
    return process;
  }
}
