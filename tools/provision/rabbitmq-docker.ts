import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { ensureSecret } from '../../apps/cli/src/published.js';
import type { PrivateServer } from './private-server.js';
import { answersAmqp } from './rabbitmq.js';

const IMAGE = 'rabbitmq:4';
const USER = 'emp';

/** A private RabbitMQ as a container, its data in a volume named after the project's folder. Starts nothing yet. */
export function dockerRabbitmq({ dataFolder, port }: { dataFolder: string; port: number }): PrivateServer {
  const name = `emp-rabbitmq-${createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 12)}`;
  const password = ensureSecret(join(dataFolder, 'secrets', 'rabbitmq-password'));
  const url = `amqp://${USER}:${password}@127.0.0.1:${port}`;
  spawnSync('docker', ['rm', '--force', name], { stdio: 'ignore' }); // left by a supervisor that was killed
  return {
    url,
    process: {
      name: 'rabbitmq',
      kind: 'infrastructure',
      command: 'docker',
      args: [
        ['run', '--rm', '--name', name, '--hostname', 'emp'],
        ['--publish', `127.0.0.1:${port}:5672`, '--volume', `${name}:/var/lib/rabbitmq`],
        ['--env', 'RABBITMQ_DEFAULT_USER', '--env', 'RABBITMQ_DEFAULT_PASS', IMAGE],
      ].flat(),
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        RABBITMQ_DEFAULT_USER: USER,
        RABBITMQ_DEFAULT_PASS: password,
      },
      stopSignal: 'SIGTERM',
      stopWithin: 30_000,
      isReady: () => answersAmqp(url),
    },
  };
}
