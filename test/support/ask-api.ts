import { expect } from '@jest/globals';
import { request } from 'undici';
import { API_KEY } from './edge-suite.js';

/** An answer of the API; `body` is empty without JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Record<string, unknown>;
}

export type Method = 'GET' | 'PUT' | 'DELETE' | 'POST';

/** Sends a request to the API. @param body a text as it is, anything else as JSON @param key without one where it is empty */
export async function askApi(
  { apiUrl }: { readonly apiUrl: string },
  method: Method,
  path: string,
  body?: unknown,
  key: string | undefined = API_KEY,
): Promise<ApiAnswer> {
  const answer = await request(`${apiUrl}${path}`, {
    method,
    reset: true,
    headers: {
      ...(key !== '' && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    type: String(answer.headers['content-type']),
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

/** Matches an answer with problem details. */
export const problem = (status: number, code: string): object => ({
  status,
  type: expect.stringContaining('application/problem+json'),
  body: expect.objectContaining({
    status,
    code,
    type: `/docs/problems#${code.toLowerCase().replaceAll('_', '-')}`,
    requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
    title: expect.any(String),
    detail: expect.any(String),
  }),
});
