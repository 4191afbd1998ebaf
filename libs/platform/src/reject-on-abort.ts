/** The result of work that cannot be called back, unless the signal comes first. @throws {Error} the signal’s reason */
export async function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => {}); // Nobody may be left to hear how it ended.
  signal.throwIfAborted();
  let abort = (): void => {};
  const aborted = new Promise<void>((resolve) => {
    abort = resolve;
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted.then(() => reasonOf(signal))]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Thrown as it is, error or not: whoever waits tells a time-out by its name. */
function reasonOf(signal: AbortSignal): never {
  signal.throwIfAborted();
  throw new Error('aborted');
}
