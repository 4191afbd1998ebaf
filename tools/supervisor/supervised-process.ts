import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoff, EXIT_WRONG_SETTINGS, finishesWithin } from '#platform';
import type { ProcessDefinition } from './process-definition.js';

const RESTARTS_PER_MINUTE = 5;
const RESTART = { initial: 250, most: 4_000 };

export type ProcessState = 'stopped' | 'starting' | 'ready' | 'given-up';

interface ProcessEvents {
  line: [line: string];
  /** The process died without a stop; it restarts after `delay` milliseconds. */
  died: [how: string, delay: number];
  'given-up': [why: string];
}

/**
 * A child process that restarts with a growing delay when it dies, and no more after five deaths in a minute. It is in a
 * process group of its own, so that a terminal's Ctrl-C reaches only the supervisor.
 */
export class SupervisedProcess extends EventEmitter<ProcessEvents> {
  state: ProcessState = 'stopped';
  private child: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();
  private stopping = false;
  private deaths: number[] = [];
  private readonly recentLines: string[] = [];

  constructor(readonly definition: ProcessDefinition) {
    super();
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** The last lines it wrote, for the error that says why it did not start. */
  get lastLines(): readonly string[] {
    return this.recentLines;
  }

  /** Starts the process and resolves when it is ready. Rejects when it is given up. */
  async start(): Promise<void> {
    this.stopping = false;
    this.spawn();
    await this.untilReady();
  }

  /** @throws when the process was given up or stopped meanwhile */
  async untilReady(): Promise<void> {
    while (this.state !== 'ready') {
      if (this.state === 'given-up' || this.stopping)
        throw new Error(`${this.definition.name} did not start`);
      await sleep(100);
    }
  }

  /** Sends a signal to the whole group: a wrapper script would not pass it on. */
  signal(signal: NodeJS.Signals): void {
    const pid = this.child?.pid;
    if (pid === undefined || this.child?.exitCode !== null) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // The group ended between the look and the signal.
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { stopSignal, stopWithin } = this.definition;
    this.signal(stopSignal);
    if (!(await finishesWithin(stopWithin, this.ended))) this.signal('SIGKILL');
    await this.ended;
    this.state = 'stopped';
    await this.definition.afterStop?.();
  }

  private spawn(): void {
    const { command, args, env, account, kind } = this.definition;
    this.state = 'starting';
    const child = spawn(command, args, {
      detached: true,
      env: { ...env },
      ...account,
      stdio: kind === 'service' ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface(stream).on('line', (line) => this.remember(line));
    }
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(this.afterEnd(error.message)));
      child.once('exit', (code, signal) => resolve(this.afterEnd(signal ?? `exit code ${code}`, code)));
    });
    void this.watchReadiness(child);
  }

  private remember(line: string): void {
    this.recentLines.push(line);
    if (this.recentLines.length > 30) this.recentLines.shift();
    this.emit('line', line);
  }

  private async watchReadiness(child: ChildProcess): Promise<void> {
    const isStillStarting = (): boolean => this.child === child && this.state === 'starting';
    while (isStillStarting()) {
      const ready = await this.definition.isReady(child.pid ?? 0).catch(() => false);
      if (ready && isStillStarting()) this.state = 'ready';
      else await sleep(100);
    }
  }

  private afterEnd(how: string, code: number | null = null): void {
    this.child = undefined;
    if (this.stopping) return;
    this.state = 'starting';
    const now = Date.now();
    this.deaths = [...this.deaths.filter((at) => now - at < 60_000), now];
    // A restart would not help.
    if (code === EXIT_WRONG_SETTINGS) return this.giveUp('its settings are wrong');
    if (this.deaths.length >= RESTARTS_PER_MINUTE)
      return this.giveUp(`it died ${this.deaths.length} times within a minute`);
    const delay = backoff(this.deaths.length, RESTART);
    this.emit('died', how, delay);
    setTimeout(() => {
      if (!this.stopping) this.spawn();
    }, delay);
  }

  private giveUp(why: string): void {
    this.state = 'given-up';
    this.emit('given-up', why);
  }
}
