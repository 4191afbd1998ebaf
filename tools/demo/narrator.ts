const isInteractive = process.stdout.isTTY;
const style = (code: number) => (text: string) => (isInteractive ? `\u001B[${code}m${text}\u001B[0m` : text);
const bold = style(1);
const dim = style(2);
const green = style(32);

/** Tells the story at a terminal: what happens, why, and what was seen. */
export class Narrator {
  private chapters = 0;

  chapter(title: string, ...explanation: readonly string[]): void {
    this.chapters += 1;
    this.write('', bold(`${this.chapters}. ${title}`), ...explanation.map((line) => dim(`   ${line}`)));
  }

  observe(line: string): void {
    this.write(`   ${green('✓')} ${line}`);
  }

  /** The command by which a reader does the same. */
  showCommand(command: string): void {
    this.write(dim(`     ${command}`));
  }

  end(line: string): void {
    this.write('', bold(line), '');
  }

  private write(...lines: readonly string[]): void {
    for (const line of lines) process.stdout.write(`${line}\n`);
  }
}
