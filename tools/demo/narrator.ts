const isInteractive = process.stdout.isTTY;
const style = (code: number) => (text: string) => (isInteractive ? `\u001B[${code}m${text}\u001B[0m` : text);
const bold = style(1);
const dim = style(2);
const green = style(32);

/** Prints the story at a terminal: what happens, why, and what was observed. */
export class Narrator {
  private chapters = 0;

  /** Starts a chapter. @param explanation lines under its title */
  chapter(title: string, ...explanation: readonly string[]): void {
    this.chapters += 1;
    this.write('', bold(`${this.chapters}. ${title}`), ...explanation.map((line) => dim(`   ${line}`)));
  }

  /** Prints something observed. */
  report(line: string): void {
    this.write(`   ${green('✓')} ${line}`);
  }

  /** Prints the command by which a reader does the same. */
  showCommand(command: string): void {
    this.write(dim(`     ${command}`));
  }

  /** Prints the last line. */
  end(line: string): void {
    this.write('', bold(line), '');
  }

  private write(...lines: readonly string[]): void {
    for (const line of lines) process.stdout.write(`${line}\n`);
  }
}
