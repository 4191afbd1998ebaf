import { spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { isRoot } from './accounts.js';
import { installedRabbitmq } from './rabbitmq.js';

/** How distributions install RabbitMQ: what to look for, and what to run. */
const PACKAGE_MANAGERS: readonly (readonly [command: string, script: string, needsRoot: boolean])[] = [
  // Debian would start a node of its own, on ports that ours may need. Of two installations at once, the second waits here
  // for the first instead of failing at apt's locks.
  [
    'apt-get',
    `set -e
     exec 9> /run/emp-suite-install.lock; flock 9
     policy=/usr/sbin/policy-rc.d
     if [ ! -e $policy ]; then printf '#!/bin/sh\\nexit 101\\n' > $policy; chmod +x $policy; trap "rm -f $policy" EXIT; fi
     apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends rabbitmq-server`,
    true,
  ],
  ['dnf', 'dnf install -y rabbitmq-server', true],
  ['apk', 'apk add rabbitmq-server', true],
  ['brew', 'brew install rabbitmq', false],
];

/** Where a private RabbitMQ comes from. */
export type RabbitSource =
  { readonly kind: 'installed'; readonly server: string } | { readonly kind: 'docker' };

/** RabbitMQ is not on this machine and cannot be installed without its user. */
export class NoRabbitmqError extends Error {
  constructor() {
    super(
      'RabbitMQ is needed and is not on this machine: install your distribution’s package `rabbitmq-server` or Docker, or set RABBITMQ_URL to a server of yours.',
    );
  }
}

/**
 * Finds a RabbitMQ for private use: an installed one, else the distribution's package, else Docker. In a terminal it asks
 * before it installs; elsewhere it prints what it does.
 *
 * @throws {NoRabbitmqError}
 */
export async function findRabbitmq(say: (line: string) => void): Promise<RabbitSource> {
  const installed = installedRabbitmq();
  if (installed !== undefined) return { kind: 'installed', server: installed };
  const manager = PACKAGE_MANAGERS.find(([command]) => isOnPath(command));
  if (manager && mayInstall(manager[2]) && (await isAgreedTo(manager[0]))) {
    say(`Installing RabbitMQ with ${manager[0]} …`);
    const server = install(manager);
    if (server !== undefined) return { kind: 'installed', server };
    say(`${manager[0]} could not install RabbitMQ.`);
  }
  if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0) return { kind: 'docker' };
  throw new NoRabbitmqError();
}

function isOnPath(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
}

function mayInstall(needsRoot: boolean): boolean {
  return !needsRoot || isRoot() || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
}

async function isAgreedTo(manager: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `RabbitMQ is not installed. Install rabbitmq-server with ${manager} now? [Y/n] `,
  );
  terminal.close();
  return !/^n/i.test(answer.trim());
}

function install([, script, needsRoot]: (typeof PACKAGE_MANAGERS)[number]): string | undefined {
  const [command, ...args] =
    needsRoot && !isRoot() ? ['sudo', '-n', 'sh', '-c', script] : ['sh', '-c', script];
  const { status, stderr } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) process.stderr.write(stderr);
  return installedRabbitmq();
}
