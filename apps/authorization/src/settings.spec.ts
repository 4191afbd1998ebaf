import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '#platform';
import { ProviderSettings } from '#suite';
import { authorizationSettings } from './settings.js';

const right = { RABBITMQ_URL: 'amqp://localhost', DATABASE_URL: 'postgres://localhost' };

describe('the settings of authorization', () => {
  it('keep ProviderIDs exactly as they were issued', () => {
    const loaded = loadSettings(authorizationSettings, {
      ...right,
      EMP_PROVIDER_IDS: 'DE-EMP, DE*DCB ,DEABC',
    });
    const provider = loaded.find((each) => each instanceof ProviderSettings);
    expect(provider?.EMP_PROVIDER_IDS).toEqual(['DE-EMP', 'DE*DCB', 'DEABC']);
  });

  it.each([
    ['EMP_PROVIDER_IDS', '', 'is not set; it must be one or more ProviderIDs such as DE-ABC'],
    ['EMP_PROVIDER_IDS', 'Hubject', 'is "Hubject"; it must be one or more ProviderIDs'],
    ['EMP_PROVIDER_IDS', 'DE-EMP,', 'is "DE-EMP,"; it must be one or more ProviderIDs'],
    [
      'DATABASE_URL',
      'mysql://localhost',
      'has a value that cannot be used; it must be an address such as postgres://',
    ],
    ['DATABASE_POOL_SIZE', '0', 'is "0"; it must be a whole number from 1 to 200 (default 10)'],
    ['DATABASE_STATEMENT_TIMEOUT', '30s', 'is "30s"; it must be an ISO 8601 duration'],
    ['DATABASE_CONNECT_TIMEOUT', 'soon', 'is "soon"; it must be an ISO 8601 duration'],
  ])('name %s=%s', (setting, value, problem) => {
    const load = (): unknown =>
      loadSettings(authorizationSettings, { ...right, EMP_PROVIDER_IDS: 'DE-EMP', [setting]: value });
    expect(load).toThrow(`${setting}  ${problem}`);
  });
});
