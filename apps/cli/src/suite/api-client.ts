import { request } from 'undici';

/** The API refused a request: `status` is that of HTTP, `code` and the message are those of its problem details. */
export class ApiRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** The internal API of a running suite. Paths are without `/v1/`; bodies and answers are JSON. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** @throws {ApiRefusal} for every status from 300 on */
  get<T>(path: string): Promise<T> {
    return this.send('GET', path);
  }

  /** @throws {ApiRefusal} for every status from 300 on */
  post<T>(path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    return this.send('POST', path, body, headers);
  }

  /** @throws {ApiRefusal} for every status from 300 on */
  put<T>(path: string, body: object): Promise<T> {
    return this.send('PUT', path, body);
  }

  private async send<T>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const answer = await request(`${this.url}/v1/${path}`, {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${this.key}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode < 300) return JSON.parse(text) as T;
    const { code = 'NONE', detail = text } = JSON.parse(text) as { code?: string; detail?: string };
    throw new ApiRefusal(answer.statusCode, code, detail);
  }
}
