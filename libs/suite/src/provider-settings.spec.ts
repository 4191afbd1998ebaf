import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '#platform';
import { OwnProviders } from './own-providers.js';
import { ProviderSettings } from './provider-settings.js';

describe('of several ProviderIDs of ours', () => {
  const [settings] = loadSettings([ProviderSettings], { EMP_PROVIDER_IDS: 'DE-EMP,DE*DIN' });

  it('the first is the main one, as it is written', () => {
    expect(settings.mainProviderId).toBe('DE-EMP');
  });

  it('the main one stands for a contract that belongs to none of them', () => {
    const ours = new OwnProviders(settings);
    expect(ours.idOf('DE-DIN-123456-7')).toBe('DE*DIN');
    expect(ours.idOf('DE*DIN*123456*7')).toBe('DE*DIN');
    expect(ours.idOf('FR-XYZ-C12345678-X')).toBe('DE-EMP');
  });
});
