import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CertificateAuthority,
  type IssuedCertificate,
} from '../../hbs-sandbox/src/certificates/authority.js';
import { loadSettings, SettingsError } from '#platform';
import { HbsLimitSettings, HbsPathSettings } from './outbound/operation-settings.js';
import { gatewaySettings } from './settings.js';

describe('the settings of the gateway', () => {
  let folder: string;
  let right: Record<string, string>;
  let edge: IssuedCertificate;
  let other: IssuedCertificate;
  let expired: IssuedCertificate;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gateway-settings-'));
    const authority = await CertificateAuthority.create('Test');
    edge = await authority.issue({ name: 'edge', purpose: 'server' });
    other = await authority.issue({ name: 'other', purpose: 'server' });
    const client = await authority.issue({ name: 'client', purpose: 'client' });
    expired = await authority.issue({ name: 'expired', purpose: 'server', days: -1 });
    right = {
      RABBITMQ_URL: 'amqp://localhost',
      EDGE_CERT_FILE: file('edge.pem', edge.certificate),
      EDGE_KEY_FILE: file('edge.key.pem', edge.key),
      EDGE_CLIENT_CA_FILE: file('ca.pem', authority.certificate),
      JOURNAL_HASH_KEY: '0123456789abcdef',
      DATABASE_URL: 'postgres://localhost/emp',
      HBS_BASE_URL: 'https://hbs.example/api/oicp',
      HBS_CLIENT_CERT_FILE: file('client.pem', client.certificate),
      HBS_CLIENT_KEY_FILE: file('client.key.pem', client.key),
      HBS_CA_FILE: file('hbs-ca.pem', authority.certificate),
      API_KEYS_FILE: file(
        'keys.json',
        JSON.stringify([{ name: 'a', key: '0123456789abcdef', scopes: ['*'] }]),
      ),
    };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function file(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** The problems with these settings exchanged; an exchanged one may be computed from what the tests issued. */
  function problemsWith(exchanged: Record<string, string>): readonly string[] {
    try {
      loadSettings(gatewaySettings, { ...right, ...exchanged });
      return [];
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return error.problems.map(({ setting, problem }) => `${setting} ${problem}`);
    }
  }

  it('are accepted when they are complete', () => {
    expect(problemsWith({})).toEqual([]);
  });

  it.each([
    [
      'RABBITMQ_URL',
      'localhost:5672',
      'has a value that cannot be used; it must be an address such as amqp://',
    ],
    [
      'RABBITMQ_URL',
      'http://localhost',
      'has a value that cannot be used; it must be an address such as amqp://',
    ],
    ['EDGE_PORT', '0', 'is "0"; it must be a port, a whole number from 1 to 65535 (default 8443)'],
    ['EDGE_PORT', 'https', 'is "https"; it must be a port'],
    ['EDGE_CLIENT_AUTH', 'none', 'is "none"; it must be one of required, optional (default required)'],
    [
      'EDGE_ALLOWED_CIDRS',
      '10.0.0.0/8,hubject.com',
      'it must be addresses or networks such as 203.0.113.0/24',
    ],
    ['EDGE_ALLOWED_CIDRS', '10.0.0.0/40', 'it must be addresses or networks'],
    ['EDGE_CLIENT_NAMES', 'a,,b', 'it must be names of certificates'],
    ['EDGE_PATH_PREFIX', 'hubject', 'it must be a path such as /hubject'],
    ['EDGE_PATH_PREFIX', '/hubject/', 'without a slash at its end'],
    ['EDGE_REQUEST_TIMEOUT', '15', 'it must be an ISO 8601 duration'],
    ['AUTHORIZE_DEADLINE_MS', '20000', 'it must be a whole number from 100 to 9500 (default 3000)'],
    ['API_PORT', '70000', 'is "70000"; it must be a port'],
    ['HBS_BASE_URL', 'http://hbs.example/api/oicp', 'it must be an address such as https://'],
    ['HBS_BASE_URL', 'https://hbs.example/api/oicp/', 'it must end with its path'],
    ['HBS_BASE_URL', 'https://hbs.example/api/oicp?x=1', 'it must end with its path'],
    ['HBS_PROXY_URL', 'socks5://me:secret@proxy', 'has a value that cannot be used; it must be an address'],
    ['REMOTE_TIMEOUT_MS', '90000', 'it must be a whole number from 1000 to 68000 (default 65000)'],
    ['JOURNAL_RETENTION', 'PT36H', 'must be whole days, at least one, such as P30D'],
    ['JOURNAL_HASH_KEY', 'short', 'has a value that cannot be used; it must be a secret of at least 16'],
    ['HBS_PULL_TIMEOUT', 'PT2M', 'must be from PT1S to PT60S'],
    ['HBS_LIMIT_PULL_EVSE_DATA', '0', 'it must be a whole number from 2 to 100000 (default 25)'],
    ['HBS_PATH_PULL_EVSE_STATUS_BY_ID', '/evsepull/v21/status-records', 'it must be a path such as'],
    ['HBS_CA_FILE', '/nowhere/ca.pem', 'is "/nowhere/ca.pem", which does not exist'],
    ['HBS_CLIENT_KEY_FILE', '/', 'is "/", which cannot be read'],
    ['EDGE_CERT_FILE', '/nowhere/edge.pem', 'is "/nowhere/edge.pem", which does not exist'],
    ['EDGE_KEY_FILE', '/nowhere/edge.key', 'is "/nowhere/edge.key", which does not exist'],
    ['EDGE_CLIENT_CA_FILE', '/nowhere/ca.pem', 'is "/nowhere/ca.pem", which does not exist'],
    ['EDGE_CERT_FILE', '/', 'is "/", which cannot be read'],
    ['API_KEYS_FILE', '/nowhere/keys.json', 'is "/nowhere/keys.json", which cannot be read as JSON'],
  ])('refuse %s=%s by its name', (setting, value, problem) => {
    const problems = problemsWith({ [setting]: value });
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems[0]?.startsWith(`${setting} `)).toBe(true);
  });

  it('name every required setting that is missing', () => {
    const problems = problemsWith({
      EDGE_CERT_FILE: '',
      EDGE_KEY_FILE: '',
      API_KEYS_FILE: '',
      RABBITMQ_URL: '',
    });
    expect(problems.map((each) => each.split(' ')[0])).toEqual([
      'RABBITMQ_URL',
      'EDGE_CERT_FILE',
      'EDGE_KEY_FILE',
      'API_KEYS_FILE',
    ]);
    for (const problem of problems) expect(problem).toContain('is not set; it must be');
  });

  it('name a certificate that does not match its key, has expired, or is not a certificate', () => {
    expect(problemsWith({ EDGE_KEY_FILE: file('other.key.pem', other.key) })).toEqual([
      'EDGE_KEY_FILE is not the key of the certificate in EDGE_CERT_FILE',
    ]);
    const old = {
      EDGE_CERT_FILE: file('old.pem', expired.certificate),
      EDGE_KEY_FILE: file('old.key', expired.key),
    };
    expect(problemsWith(old)).toEqual([
      expect.stringMatching(/^EDGE_CERT_FILE holds a certificate that expired on /),
    ]);
    const swapped = { EDGE_CERT_FILE: right['EDGE_KEY_FILE']!, EDGE_KEY_FILE: right['EDGE_CERT_FILE']! };
    expect(problemsWith(swapped)).toEqual([
      expect.stringMatching(/^EDGE_CERT_FILE .* which is not a PEM certificate$/),
      expect.stringMatching(/^EDGE_KEY_FILE .* which is not an unencrypted PEM private key$/),
    ]);
  });

  it('name a certificate for calls to HBS that does not match its key', () => {
    expect(problemsWith({ HBS_CLIENT_KEY_FILE: file('other.key.pem', other.key) })).toEqual([
      'HBS_CLIENT_KEY_FILE is not the key of the certificate in HBS_CLIENT_CERT_FILE',
    ]);
  });

  it('have the limits and paths of Hubject’s documents by default', () => {
    const [limits, paths] = loadSettings([HbsLimitSettings, HbsPathSettings], right);
    expect(limits.limitOf('pullEvseData')).toBe(25);
    expect(paths.pathOf('pullEvseData')).toBe('/evsepull/v23/providers/{providerID}/data-records');
  });

  it('name the setting that keeps strangers out, if it is missing', () => {
    expect(problemsWith({ EDGE_CLIENT_CA_FILE: '' })).toEqual([
      expect.stringContaining('EDGE_CLIENT_CA_FILE is not set; with EDGE_CLIENT_AUTH=required'),
    ]);
    expect(problemsWith({ EDGE_CLIENT_AUTH: 'optional' })).toEqual([
      expect.stringContaining('EDGE_ALLOWED_CIDRS is empty; with EDGE_CLIENT_AUTH=optional'),
    ]);
  });

  it.each([
    ['what is not a list', {}, 'expected array'],
    ['an empty list', [], 'at least one key must be given'],
    [
      'an entry without a key',
      [{ name: 'a', scopes: ['*'] }],
      ', entry 1: exactly one of key and sha256 must be given',
    ],
    [
      'an entry with a key and a digest',
      [{ name: 'a', key: 'x'.repeat(16), sha256: 'a'.repeat(64), scopes: ['*'] }],
      'entry 1: exactly one of key and sha256',
    ],
    [
      'a short key',
      [{ name: 'a', key: 'short', scopes: ['*'] }],
      ', entry 1, key: a key must have at least 16 characters',
    ],
    ['an invalid digest', [{ name: 'a', sha256: 'abc', scopes: ['*'] }], ', entry 1, sha256: '],
    ['an unknown scope', [{ name: 'a', key: 'x'.repeat(16), scopes: ['all'] }], ', entry 1, scopes.0: '],
  ])('name %s in the file of API keys', (_, keys, problem) => {
    const problems = problemsWith({ API_KEYS_FILE: file('odd.json', JSON.stringify(keys)) });
    expect(problems[0]).toContain(problem);
    expect(problems.join()).not.toContain('x'.repeat(16));
  });

  it('are refused with every problem at once', () => {
    expect(
      problemsWith({ EDGE_PORT: 'x', API_PORT: 'y', AUTHORIZE_DEADLINE_MS: 'z', RABBITMQ_URL: '' }),
    ).toHaveLength(4);
  });
});
