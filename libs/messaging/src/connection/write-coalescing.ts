import { Writable } from 'node:stream';

/**
 * Lets what is written to a connection of amqplib in one turn of the event loop leave in one piece. amqplib writes each
 * message by itself, and a write to the network costs more than all else that an answer needs.
 *
 * @param connection amqplib's own; its stream is not in the types, and without one nothing changes
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
