import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../../apps/cli/src/published.js';
import { eventually } from '../../support/eventually.js';
import { TestSandbox } from '../../support/sandbox.js';

const run = promisify(execFile);
const CLI = join(projectFolder, 'dist/apps/cli/src/main.js');

describe('the command `npm run sandbox`', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await TestSandbox.start({ SANDBOX_CHARGE_DURATION: 'PT60S' });
  });
  afterAll(() => sandbox.stop());

  async function command(...words: readonly string[]): Promise<string> {
    const { stdout } = await run(process.execPath, [
      CLI,
      'sandbox',
      '--control',
      sandbox.controlUrl,
      ...words,
    ]);
    return stdout;
  }

  it('leads a driver through a charge', async () => {
    expect(await command('plug')).toBe('DE*ABC*E12345*1 is occupied.\n');
    expect(await command('swipe', '04A1B2C3D4E5F6')).toMatch(
      /^Authorized, code 000 .*The car charges: session /s,
    );
    expect(await command('charges')).toMatch(
      /started by driver, charges, \d+\.\d{3} kWh; reported: Start acknowl/,
    );
    expect(await command('stop')).toMatch(/^Authorized, code 000 /);
    await eventually(() => expect(sandbox.edge.of('chargeDetailRecord')).toHaveLength(1));
    expect(await command('unplug')).toBe('Nothing charged; DE*ABC*E12345*1 is available.\n');
  });

  it('shows QR codes and cars to stations, and breaks a charging station', async () => {
    const contract = 'DE-EMP-C12345678-X';
    await command('swipe', '--qr', contract, '--pin', '1234', '--no-charge');
    await command('swipe', '--plug-and-charge', contract);
    expect(
      sandbox.edge
        .of('authorizeStart')
        .slice(-2)
        .map(({ body }) => body['Identification']),
    ).toEqual([
      { QRCodeIdentification: { EvcoID: contract, PIN: '1234' } },
      { PlugAndChargeIdentification: { EvcoID: contract } },
    ]);
    expect(await command('break', '--error', 'CriticalError')).toContain('ended (CriticalError)');
  });

  it('sends charge detail records and prints their results', async () => {
    const said = await command('cdrs', '-n', '20', '--rate', '500', '--seed', 'shown');
    expect(said).toMatch(
      /^Sending 20 with seed shown, .*\nHBS has \d+: \d+ acknowledged, 0 refused, 0 without/,
    );
  });

  it('changes the network, replaces it, and changes its statuses', async () => {
    expect(await command('network', 'load', '--evses', '40', '--seed', '3')).toMatch(
      /^40 charging points of \d+ operators\n(\w+: \d+\n)+$/,
    );
    expect(await command('network', 'change', '--insert', '6', '--update', '2', '--delete', '1')).toMatch(
      /^6 inserted: (\S+, ){4}\S+ …\n2 updated: \S+, \S+\n1 deleted: \S+\n$/,
    );
    expect(await command('network', 'statuses', 'DE*ABC*E99999*1=Reserved', '--change', '1')).toMatch(
      /^45 charging points .*Reserved: 1\n/s,
    );
    await expect(command('network', 'load', '--data', 'nowhere.json')).rejects.toThrow(
      /refused: .*nowhere\.json cannot be read/,
    );
    await expect(command('network', 'change', '--insert', 'many')).rejects.toThrow('must be a whole number');
  });

  it('orders faults, lists and clears them, and counts calls', async () => {
    const set = ['faults', 'set', 'authorizeRemoteStart', 'code', '--code', '603', '--times', '2', '--after'];
    const listed = 'authorizeRemoteStart: code 603, after it was carried out; 2 calls to come\n';
    expect(await command(...set)).toBe(listed);
    expect(await command('faults', 'list')).toBe(listed);
    expect(await command('faults', 'clear')).toBe('No faults are pending.\n');
    await sandbox.call('pullEvseStatus', {});
    expect(await command('calls', '--clear')).toBe(
      'pullEvseStatus: 1 calls, worst minute 1 (limit 6), 0 too many\n',
    );
  });

  it('explains an error, and exits with 1', async () => {
    const refused = command('faults', 'set', 'pullEverything', 'cut');
    await expect(refused).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The sandbox refused: operation must be one of/) as unknown,
    });
    const nobody = run(process.execPath, [CLI, 'sandbox', '--control', 'http://127.0.0.1:1', 'charges']);
    await expect(nobody).rejects.toMatchObject({
      stderr: expect.stringContaining('No sandbox listens at http://127.0.0.1:1') as unknown,
    });
  });
});
