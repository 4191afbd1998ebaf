/** A JSON number that a binary float would not give back as it stood: `22.50`, `1e400`, twenty digits. */
export class NumberText {
  constructor(readonly text: string) {}

  /** The number as it was written. */
  toString(): string {
    return this.text;
  }

  /** An unknown field that is stored with `JSON.stringify` retains every digit. */
  toJSON(): string {
    return this.text;
  }
}
