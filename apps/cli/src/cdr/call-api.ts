import type { Command } from 'commander';
import { messageOf } from '#platform';
import { ApiRefusal, type ApiClient } from '../suite/api-client.js';
import { ApiUnreachableError, connectApi, type ApiOptions } from '../suite/connect-api.js';

/** Adds the options that say where the API is. */
export function addApiOptions(command: Command): Command {
  return command
    .option('--api <url>', 'where the API listens; by default that of the suite that runs from this folder')
    .option(
      '--key-file <file>',
      'file of API keys, the first one in plain text; by default that of the suite that runs from this folder',
    );
}

/** Does something with the API that the options name. @returns what it returns; ends the command in words where it cannot */
export async function callApi<Result>(
  options: ApiOptions,
  command: Command,
  work: (client: ApiClient, url: string) => Promise<Result>,
): Promise<Result> {
  try {
    const { client, url } = connectApi(options);
    return await work(client, url);
  } catch (error) {
    if (error instanceof ApiRefusal)
      return command.error(`The API refused: ${error.message} (${error.code})`);
    if (error instanceof ApiUnreachableError) return command.error(error.message);
    throw error;
  }
}

/** The first call of a command. @throws {ApiRefusal | ApiUnreachableError} */
export async function callFirst<Result>(url: string, call: Promise<Result>): Promise<Result> {
  return await call.catch((error: unknown) => {
    if (error instanceof ApiRefusal) throw error;
    throw new ApiUnreachableError(
      `Nothing answers at ${url} (${messageOf(error)}). Is the suite running, and is --api its address?`,
    );
  });
}
