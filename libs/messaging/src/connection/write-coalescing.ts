import { Writable } from 'node:stream';

/**
 * Sends everything that is written to an amqplib connection in one turn of the event loop as one network write. amqplib
 * writes each message by itself, and a network write costs more than all other work for a reply (measured in ADR 62).
 * This is the only place that reaches into amqplib.
 *
 * @param connection amqplib's object; its stream is not in the types, and without one nothing changes
 */
export function coalesceWrites(connection: object): void {
  const stream: unknown = Reflect.get(connection, 'stream');
  if (!(stream instanceof Writable)) return;
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  let held = false;
  const release = (): void => {
    held = false;
    stream.uncork();
  };
  stream.write = (...args: unknown[]): boolean => {
    if (!held) {
      held = true;
      stream.cork();
      process.nextTick(release);
    }
    return write(...args);
  };
}
