import type { Failure, Interaction } from './interactions.js';

/** A kind of failure, with its first case and its count. */
export interface FoundFailure {
  readonly operation: string;
  readonly failure: Failure;
  readonly example: Interaction;
  readonly times: number;
}

/** Counts what a target answered. */
export class AnswerTally {
  cases = 0;
  unanswered = 0;
  private readonly statuses = new Map<number, number>();
  private readonly found = new Map<string, FoundFailure>();

  add(interaction: Interaction): void {
    const { answer, operation, failures } = interaction;
    this.cases += 1;
    if (answer) this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    else {
      this.unanswered += 1;
      this.record(operation, { check: 'answered', what: 'No answer' }, interaction);
    }
    // Counted even where the document allows it.
    if (answer && answer.status >= 500)
      this.record(operation, { check: 'no_5xx', what: `Answered ${answer.status}` }, interaction);
    for (const failure of failures) {
      if (failure.check !== 'not_a_server_error') this.record(operation, failure, interaction);
    }
  }

  get serverErrors(): number {
    return [...this.statuses].reduce((sum, [status, count]) => sum + (status >= 500 ? count : 0), 0);
  }

  /** Such as `200: 612, 422: 80`. */
  get statusLine(): string {
    return [...this.statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ');
  }

  /** One entry for each operation and what is wrong there, the most frequent first. */
  get failures(): readonly FoundFailure[] {
    return [...this.found.values()].sort((a, b) => b.times - a.times);
  }

  private record(operation: string, failure: Failure, example: Interaction): void {
    // Later lines may quote the case, which would make every case a kind of its own.
    const [what = ''] = failure.what.split('\n');
    const key = `${operation} ${failure.check} ${what}`;
    const before = this.found.get(key);
    this.found.set(
      key,
      before ? { ...before, times: before.times + 1 } : { operation, failure, example, times: 1 },
    );
  }
}

/** For a person: what is wrong, how often, and a request that shows it. */
export function describeFailure({ operation, failure, example, times }: FoundFailure): string {
  const { method, url, body, answer } = example;
  return [
    `${operation}: ${failure.what} (${failure.check}, ${times} times), such as`,
    `  ${method} ${shorten(url)}${body === undefined ? '' : ` ${shorten(body)}`}`,
    `  → ${answer ? `${answer.status} ${shorten(answer.body)}` : 'no answer'}`,
  ].join('\n');
}

function shorten(text: string): string {
  const quoted = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return quoted.length > 600 ? `${quoted.slice(0, 600)}…` : quoted;
}
