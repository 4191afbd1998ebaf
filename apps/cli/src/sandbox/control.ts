import { request } from 'undici';

/** The control API of a running sandbox, for a person at a terminal. */
export class Control {
  constructor(private readonly url: string) {}

  post<T>(path: string, body: object): Promise<T> {
    return this.tell('POST', path, body);
  }

  get<T>(path: string): Promise<T> {
    return this.tell('GET', path);
  }

  async delete(path: string): Promise<void> {
    await this.tell('DELETE', path);
  }

  private async tell<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
    const answer = await request(`${this.url}/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).catch(() => fail(`No sandbox listens at ${this.url}. Start it with \`npm start\`.`));
    const text = await answer.body.text();
    if (answer.statusCode >= 400) fail(`The sandbox refused: ${reasonIn(text)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** What Nest's own error says, without what is around it. */
function reasonIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: string | string[] };
    return message === undefined ? text : [message].flat().join('; ');
  } catch {
    return text;
  }
}
