import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProcessDefinition } from './process-definition.js';
import { Supervisor } from './supervisor.js';

describe('the supervisor', () => {
  let folder: string;
  let supervisor: Supervisor;
  let events: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'supervisor-'));
    events = [];
    supervisor = new Supervisor({
      line: ({ name }, line) => events.push(`${name}: ${line}`),
      died: ({ name }, how) => events.push(`${name} died of ${how}`),
      givenUp: ({ name }, why, lines) => events.push(`${name} given up: ${why}; ${lines.join(' ')}`),
    });
  });
  afterEach(async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A process that runs `script`; ready when it has written a file of its name. */
  function aProcess(name: string, script: string, more: Partial<ProcessDefinition> = {}): ProcessDefinition {
    const ready = join(folder, name);
    const prelude = `const fs = require('fs'); const ready = () => fs.appendFileSync(${JSON.stringify(ready)}, 'x');
      const order = (text) => fs.appendFileSync(${JSON.stringify(join(folder, 'order'))}, text + '\\n');`;
    return {
      name,
      kind: 'service',
      command: process.execPath,
      args: ['-e', prelude + script],
      env: {},
      stopSignal: 'SIGTERM',
      stopWithin: 3_000,
      isReady: () => Promise.resolve(existsSync(ready)),
      ...more,
    };
  }
  const lives = (name: string): string =>
    `ready(); process.on('SIGTERM', () => setTimeout(() => { order('${name}'); process.exit(0); }, 50)); setInterval(() => {}, 1000);`;
  const startsOf = (name: string): number => readFileSync(join(folder, name), 'utf8').length;

  it('resolves when a process is ready', async () => {
    await supervisor.start(aProcess('slow', `setTimeout(() => { ${lives('slow')} }, 300)`));
    expect(existsSync(join(folder, 'slow'))).toBe(true);
  });

  it('stops in the reverse order of the start, each group only after the one before it ended', async () => {
    await supervisor.start(aProcess('database', lives('database')), aProcess('broker', lives('broker')));
    await supervisor.start(aProcess('service', lives('service')));
    await supervisor.start(aProcess('edge', lives('edge')));
    await supervisor.stop();
    const order = readFileSync(join(folder, 'order'), 'utf8').trim().split('\n');
    expect(order.slice(0, 2)).toEqual(['edge', 'service']);
    expect(new Set(order.slice(2))).toEqual(new Set(['database', 'broker']));
  });

  it('restarts a process that dies, and reports it', async () => {
    await supervisor.start(aProcess('mortal', lives('mortal')));
    const { pid } = supervisor.process('mortal');
    supervisor.process('mortal').signal('SIGKILL');
    while (events.length === 0) await sleep(20);
    expect(events).toEqual(['mortal died of SIGKILL']);
    await supervisor.process('mortal').untilReady();
    while (startsOf('mortal') < 2) await sleep(20);
    expect(supervisor.process('mortal').pid).not.toBe(pid);
  });

  it('gives up a process that dies five times within a minute, with its last lines', async () => {
    const starting = supervisor.start(aProcess('hopeless', `console.log('no luck'); process.exit(1)`));
    await expect(starting).rejects.toThrow('hopeless did not start');
    expect(events.filter((line) => line.includes('died of'))).toHaveLength(4);
    expect(events.at(-1)).toContain('given up: it died 5 times within a minute; no luck');
  }, 20_000);

  it('gives up at once a process that exits with wrong settings', async () => {
    const starting = supervisor.start(
      aProcess('misconfigured', `console.error('PORT is wrong'); process.exit(78)`),
    );
    await expect(starting).rejects.toThrow('misconfigured did not start');
    expect(events).toEqual([
      'misconfigured: PORT is wrong',
      'misconfigured given up: its settings are wrong; PORT is wrong',
    ]);
  });

  it('kills a process that does not stop in time', async () => {
    const deaf = `ready(); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
    await supervisor.start(aProcess('deaf', deaf, { stopWithin: 200 }));
    const { pid } = supervisor.process('deaf');
    await supervisor.stop();
    expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
  });

  it('signals the whole group: children of a child end with it', async () => {
    const parent = `const { spawn } = require('child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      fs.writeFileSync(${JSON.stringify(join(folder, 'grandchild'))}, String(child.pid)); ${lives('parent')}`;
    await supervisor.start(aProcess('parent', parent));
    const grandchild = Number(readFileSync(join(folder, 'grandchild'), 'utf8'));
    await supervisor.stop();
    await sleep(100);
    expect(() => process.kill(grandchild, 0)).toThrow('ESRCH');
  });
});
