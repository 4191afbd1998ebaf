import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { developmentCertificates, HBS_CLIENT_NAME } from '../../../hbs-sandbox/src/control-api.js';
import { ensureSecret } from './ensure-secret.js';

/** Settings by name. */
export type Environment = Readonly<Record<string, string>>;

/**
 * Settings with which the suite runs on a machine that knows nothing of Hubject: certificates of the sandbox's own
 * authority, a key for the API, a ProviderID. What is set already stays unchanged.
 */
export async function developmentDefaults(set: Environment, dataFolder: string): Promise<Environment> {
  const certificates = await developmentCertificates(join(dataFolder, 'certificates'));
  const apiKeys = join(dataFolder, 'api-keys.json');
  if (set['API_KEYS_FILE'] === undefined) ensureApiKey(apiKeys);
  const local = '127.0.0.1';
  return {
    EMP_PROVIDER_IDS: 'DE-EMP',
    EDGE_HOST: local,
    EDGE_CERT_FILE: certificates.edge.certificate,
    EDGE_KEY_FILE: certificates.edge.key,
    EDGE_CLIENT_CA_FILE: certificates.authority,
    EDGE_CLIENT_NAMES: HBS_CLIENT_NAME,
    // Another HBS than the sandbox accepts no certificate of the sandbox's authority.
    ...(set['HBS_BASE_URL'] === undefined && {
      HBS_BASE_URL: `https://localhost:${set['SANDBOX_HBS_PORT'] ?? '8444'}/api/oicp`,
      HBS_CLIENT_CERT_FILE: certificates.empClient.certificate,
      HBS_CLIENT_KEY_FILE: certificates.empClient.key,
      HBS_CA_FILE: certificates.authority,
    }),
    JOURNAL_HASH_KEY: set['JOURNAL_HASH_KEY'] ?? ensureSecret(join(dataFolder, 'journal-hash-key')),
    API_HOST: local,
    API_KEYS_FILE: apiKeys,
    SANDBOX_PROVIDER_IDS: set['EMP_PROVIDER_IDS'] ?? 'DE-EMP',
    SANDBOX_CERTIFICATES_DIR: join(dataFolder, 'certificates'),
    SANDBOX_EDGE_URL: `https://localhost:${set['EDGE_PORT'] ?? '8443'}${set['EDGE_PATH_PREFIX'] ?? ''}`,
    ...set,
  };
}

/** The first key in a file of API keys, if it is there in plain text. @throws for a file that is missing or no JSON */
export function firstApiKey(file: string): string | undefined {
  const [first] = JSON.parse(readFileSync(file, 'utf8')) as { key?: string }[];
  return first?.key;
}

function ensureApiKey(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  const key = randomBytes(24).toString('base64url');
  const content = [{ name: 'development', key, scopes: ['*'] }];
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
}
