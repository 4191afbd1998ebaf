// Before anything is installed, so it needs nothing but Node, also an old one.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program that gets every SIGINT, SIGTERM and SIGHUP of this process, which therefore does not end before it.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; as a shell says it, 128 and the number of the signal that ended it
 * @throws {Error} where it does not start
 */
export async function runChild(program, args, options = {}) {
  const child = spawn(program, args, options);
  const forward = (signal) => child.kill(signal);
  for (const signal of FORWARDED) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', ({ message }) => reject(new Error(`${program} does not start: ${message}.`)));
      child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
    });
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward);
  }
}
