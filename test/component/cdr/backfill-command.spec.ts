import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../../apps/cli/src/published.js';
import { aCdr } from '../../support/cdr.js';
import { API_KEY, EdgeSuite, type RunningGateway } from '../../support/edge-suite.js';
import { FakeHbsCdrs } from '../../support/fake-hbs-cdrs.js';
import { FakeHbsServer, answering } from '../../support/fake-hbs-server.js';
import { eventually } from '../../support/eventually.js';
import { serveCdrPages } from '../../support/serve-cdr-pages.js';

const CLI = join(projectFolder, 'dist/apps/cli/src/main.js');

interface Command {
  output(): string;
  interrupt(): void;
  readonly ended: Promise<number>;
}

describe('npm run cdr -- backfill, against a gateway, cdr and an HBS over mutual TLS', () => {
  let suite: EdgeSuite;
  let hbs: FakeHbsServer;
  let gateway: RunningGateway;
  let keyFile: string;
  const fakeHbs = new FakeHbsCdrs();
  const listed = serveCdrPages(fakeHbs);
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    hbs = await FakeHbsServer.start({ certificates: suite.certificates, behaviour: answering(200, {}) });
    gateway = await suite.startGateway(await suite.certificates.hbsSettings(hbs.baseUrl));
    hbs.behaviour = listed;
    await suite.start('cdr', { EMP_PROVIDER_IDS: 'DE-EMP', CDR_RECONCILE_INTERVAL: 'P1D' });
    const keys = [{ name: 'test', key: API_KEY, scopes: ['*'] }];
    keyFile = suite.certificates.file('keys.json', JSON.stringify(keys));
  });
  afterAll(async () => {
    await suite.stop();
    await hbs.stop();
  });
  beforeEach(() => {
    hbs.behaviour = listed;
  });

  function command(...words: readonly string[]): Command {
    const child = spawn(process.execPath, [CLI, 'cdr', ...words]);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return {
      output: () => output,
      interrupt: () => child.kill('SIGINT'),
      ended: once(child, 'close').then(([code]) => Number(code)),
    };
  }
  const backfill = (...words: readonly string[]): Command =>
    command('backfill', '--api', gateway.apiUrl, '--key-file', keyFile, ...words);

  it('reads a range in windows and pages, shows how far it is, and says how many were new', async () => {
    // The scheduled reconciliation has had its turn, so that all that follow are new.
    await eventually(() => expect(hbs.calls.length).toBeGreaterThanOrEqual(2));
    fakeHbs.records = Array.from({ length: 3 }, () => JSON.stringify(aCdr({ SessionID: randomUUID() })));
    const { ended, output } = backfill('--from', '2026-01-01', '--to', '2026-05-01T00:00:00+02:00');
    expect({ code: await ended, output: output() }).toMatchObject({ code: 0 });
    // Two windows of at most 89 days, and the fake HBS lists the same records in both.
    expect(output()).toMatch(/\d+ %, \d+ records read, \d of them new, \d+ a second/);
    expect(output()).toMatch(/Done: 6 records read, 3 of them new, in \d+ s\.\n$/);
  });

  it('leaves the work going on when it is broken off, and says where to look', async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    hbs.behaviour = async (call, response) => {
      await released;
      await listed(call, response);
    };
    const before = hbs.calls.length;
    const { ended, output, interrupt } = backfill('--from', '2026-04-01', '--to', '2026-05-01');
    await eventually(() => {
      expect(hbs.calls.length).toBeGreaterThan(before);
      expect(output()).toContain('0 %, 0 records read');
    });
    interrupt();
    expect(await ended).toBe(130);
    const [, url = ''] = /continues without this command.*GET (\S+)/.exec(output()) ?? [];
    expect(url).toContain(`${gateway.apiUrl}/v1/cdrs/runs/`);
    release();
    await eventually(async () => {
      const run = await fetch(url, { headers: { authorization: `Bearer ${API_KEY}` } });
      expect(await run.json()).toMatchObject({ state: 'succeeded', records: 3, added: 0 });
    });
  });

  it('is cancelled by the command that it names when it is broken off', async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    hbs.behaviour = async (call, response) => {
      await released;
      await listed(call, response);
    };
    const { ended, output, interrupt } = backfill('--from', '2026-04-01', '--to', '2026-05-01');
    await eventually(() => expect(output()).toContain('0 %, 0 records read'));
    interrupt();
    await ended;
    const [, id = ''] = /To cancel it: .* cdr cancel (\S+)/.exec(output()) ?? [];
    const cancel = (): Command => command('cancel', id, '--api', gateway.apiUrl, '--key-file', keyFile);
    const cancelled = cancel();
    expect({ code: await cancelled.ended, output: cancelled.output() }).toEqual({
      code: 0,
      output: 'Cancelled, done up to 2026-04-01T00:00:00.000Z: 0 records read, 0 of them new.\n',
    });
    release();
    const unknown = command('cancel', randomUUID(), '--api', gateway.apiUrl, '--key-file', keyFile);
    expect(await unknown.ended).toBe(1);
    expect(unknown.output()).toContain('(RUN_UNKNOWN)');
  });

  it('says what HBS refused, and ends with 1', async () => {
    hbs.behaviour = answering(401, { StatusCode: { Code: '017', Description: 'Unauthorized Access' } });
    const { ended, output } = backfill('--from', '2026-04-01', '--to', '2026-05-01');
    expect(await ended).toBe(1);
    expect(output()).toMatch(
      /DE-EMP: failed, done up to 2026-04-01T00:00:00\.000Z: .* \(HBS_REFUSED\)\. What was read is stored/,
    );
    expect(output()).toContain('The range was not read to its end: 0 records read');
  });

  it.each([
    ['a day that is none', ['--from', '2026-13-01'], 'It must be a day'],
    ['a time without an offset', ['--from', '2026-01-01T12:00:00'], 'or a time with its offset'],
    ['no beginning', [], "required option '--from <time>'"],
    ['an end before the beginning', ['--from', '2026-02-01', '--to', '2026-01-01'], 'RANGE_INVALID'],
    [
      'a stranger’s ProviderID',
      ['--from', '2026-01-01', '--provider', 'DE-XXX'],
      'not one of our ProviderIDs: DE-EMP',
    ],
    [
      'nobody there',
      ['--from', '2026-01-01', '--api', 'http://127.0.0.1:1'],
      'Nothing answers at http://127.0.0.1:1',
    ],
    [
      'no key file',
      ['--from', '2026-01-01', '--key-file', 'nowhere.json'],
      'There is no key file nowhere.json',
    ],
  ])('refuses %s in words', async (_, words, says) => {
    const { ended, output } = backfill(...words);
    expect(await ended).toBe(1);
    expect(output()).toContain(says);
    expect(output()).not.toMatch(/\n\s+at /);
  });
});
