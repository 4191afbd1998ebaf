/** Writes a line to standard output: a result of a command. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line to standard error: what went wrong in a command that goes on or ends with an exit code of its own. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Ends the process with exit code 1 and this message on standard error. */
export function fail(message: string): never {
  complain(message);
  process.exit(1);
}
