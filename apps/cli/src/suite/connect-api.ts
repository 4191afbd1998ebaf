import { existsSync } from 'node:fs';
import { dataFolder } from './folders.js';
import { ApiClient } from './api-client.js';
import { firstApiKey } from './development-defaults.js';
import { findRunningSuite } from './running-suite.js';

export interface ApiOptions {
  /** Where the API listens, without `/v1`. */
  readonly api?: string;
  /** A file of API keys. */
  readonly keyFile?: string;
}

export interface ConnectedApi {
  readonly url: string;
  readonly client: ApiClient;
}

/** The API cannot be called; the message says what to do. */
export class ApiUnreachableError extends Error {}

/**
 * The API that the options name, else that of the suite that runs from this folder.
 *
 * @throws {ApiUnreachableError} when its address or its key is unknown
 */
export function connectApi(options: ApiOptions): ConnectedApi {
  const suite = findRunningSuite(dataFolder);
  const url = (options.api ?? suite?.apiUrl)?.replace(/\/+$/, '');
  const keyFile = options.keyFile ?? suite?.keysFile;
  if (url === undefined) {
    throw new ApiUnreachableError(
      'No suite runs from this folder. Start it with `npm start` in another terminal, or name another suite by --api and --key-file.',
    );
  }
  if (keyFile === undefined)
    throw new ApiUnreachableError('Name the file with a key for this API by --key-file.');
  return { url, client: new ApiClient(url, keyIn(keyFile)) };
}

function keyIn(file: string): string {
  if (!existsSync(file))
    throw new ApiUnreachableError(`There is no key file ${file}: name another by --key-file.`);
  const key = readKey(file);
  if (key === undefined) {
    throw new ApiUnreachableError(
      `${file} has no key in plain text: name a file such as [{ "name": "me", "key": "…" }] by --key-file.`,
    );
  }
  return key;
}

function readKey(file: string): string | undefined {
  try {
    return firstApiKey(file);
  } catch {
    return undefined;
  }
}
