import type { Server } from 'node:net';
import { CodedError, codeOf } from './coded-error.js';

/** Another process listens on the port that this one is set to use. */
export class PortInUseError extends CodedError {
  readonly code = 'PORT_IN_USE';

  constructor(setting: string, port: number, cause: unknown) {
    super(
      `${setting} ${port} is in use by another process: stop that process, or set ${setting} to a free port`,
      {
        cause,
      },
    );
  }
}

export interface ListenOptions {
  readonly port: number;
  readonly host?: string;
  /** The setting that chose the port, for the error. */
  readonly setting: string;
}

/** Starts to listen. @throws {PortInUseError} */
export async function listenOn(server: Server, { port, host, setting }: ListenOptions): Promise<void> {
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host !== undefined && { host }) }, resolve);
  });
  await awaitListening(listening, setting, port);
}

/** Waits for a server that was started elsewhere to listen. @throws {PortInUseError} naming `setting`, which chose the port */
export async function awaitListening(
  listening: Promise<unknown>,
  setting: string,
  port: number,
): Promise<void> {
  try {
    await listening;
  } catch (error) {
    throw codeOf(error) === 'EADDRINUSE' ? new PortInUseError(setting, port, error) : error;
  }
}

/**
 * Closes keep-alive connections as they become idle, for as long as `work` (which closes the server) takes. By itself a
 * closing server waits for the keep-alive time-out of each.
 */
export async function closeIdleConnectionsDuring(
  server: Server & { closeIdleConnections?: () => void },
  work: () => Promise<unknown>,
): Promise<void> {
  const timer = setInterval(() => server.closeIdleConnections?.(), 50);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}

/** Stops listening and waits for requests in progress; idle keep-alive connections are closed. */
export async function closeServer(server: Server & { closeIdleConnections?: () => void }): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections?.();
  });
}
