import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Registry } from 'prom-client';
import { loadSettings } from '#platform';
import { TestCertificates } from '../../../../test/support/certificates.js';
import { recordedLog } from '../../../../test/support/recorded-log.js';
import { gatewayAlarms } from '../alarms.js';
import { EdgeSettings } from '../inbound/edge/edge-settings.js';
import { IdentityKeeper } from './identity-keeper.js';

const LOOKS_EVERY_MS = 15_000;

describe('the warning before a certificate expires', () => {
  afterEach(() => void jest.useRealTimers());

  it('is raised once a day, and at once for another certificate that also expires soon', async () => {
    const certificates = await TestCertificates.create();
    const put = async (name: string, days: number): Promise<void> => {
      const issued = await certificates.issue({ name, purpose: 'server', hosts: ['localhost'], days });
      certificates.file('edge.pem', issued.certificate);
      certificates.file('edge.key.pem', issued.key);
    };
    const [settings] = loadSettings([EdgeSettings], await certificates.edgeSettings());
    await put('expires in 10 days', 10);
    const { log, alarms } = recordedLog();
    jest.useFakeTimers({ now: Date.now() });
    const identity = new IdentityKeeper({
      name: 'edge',
      files: settings.tlsFiles,
      log,
      metrics: new Registry(),
      unusable: gatewayAlarms.EDGE_CERTIFICATE_UNUSABLE,
      expires: gatewayAlarms.EDGE_CERTIFICATE_EXPIRES,
    });
    identity.keepCurrent(() => {});
    jest.advanceTimersByTime(10 * LOOKS_EVERY_MS);
    expect(alarms()).toEqual(['EDGE_CERTIFICATE_EXPIRES']);
    await put('expires in 20 days', 20);
    jest.advanceTimersByTime(LOOKS_EVERY_MS);
    expect(alarms()).toEqual(['EDGE_CERTIFICATE_EXPIRES', 'EDGE_CERTIFICATE_EXPIRES']);
    await put('expires in a year', 365);
    jest.advanceTimersByTime(24 * 60 * 60 * 1_000 + LOOKS_EVERY_MS);
    expect(alarms()).toHaveLength(2);
    identity.stop();
    certificates.remove();
  });
});
