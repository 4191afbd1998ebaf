/** The result of work that cannot be cancelled, unless the signal aborts first. @throws the signal’s reason */
export async function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => {}); // After an abort nobody awaits it.
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

/** Thrown unchanged, error or not: callers recognise a time-out by its name. */
function reasonOf(signal: AbortSignal): never {
  signal.throwIfAborted();
  throw new Error('aborted');
}
