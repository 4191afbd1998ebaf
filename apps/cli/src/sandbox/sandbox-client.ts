import { request } from 'undici';
import { fail } from '../output.js';

/** The control API of a running sandbox, for a person at a terminal: a refusal ends the process with exit code 1. */
export class SandboxClient {
  constructor(private readonly url: string) {}

  /** @param path without the leading slash */
  post<T>(path: string, body: object): Promise<T> {
    return this.send('POST', path, body);
  }

  /** @param path without the leading slash; with its query */
  get<T>(path: string): Promise<T> {
    return this.send('GET', path);
  }

  /** @param path without the leading slash */
  async delete(path: string): Promise<void> {
    await this.send('DELETE', path);
  }

  private async send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
    const answer = await request(`${this.url}/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).catch(() => fail(`No sandbox listens at ${this.url}. Start it with \`npm start\`.`));
    const text = await answer.body.text();
    if (answer.statusCode >= 400) fail(`The sandbox refused: ${reasonIn(text)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

/** The message in an error of Nest, without what is around it. */
function reasonIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: string | string[] };
    return message === undefined ? text : [message].flat().join('; ');
  } catch {
    return text;
  }
}
