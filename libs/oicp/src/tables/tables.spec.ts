import { describe, expect, it } from '@jest/globals';
import { inboundOperations } from './inbound-operations.js';
import type { Operation } from './operation.js';
import { outboundOperations } from './outbound-operations.js';
import { pathOf } from './path.js';
import { statusCodeEntry, statusCodes } from './status-codes.js';

const all: readonly Operation[] = [...Object.values(inboundOperations), ...Object.values(outboundOperations)];

describe('the table of operations', () => {
  it('has every operation of an EMP', () => {
    expect(Object.keys(inboundOperations)).toHaveLength(4);
    expect(Object.keys(outboundOperations)).toHaveLength(12);
  });

  it('has the default path that the field notes give', () => {
    expect(Object.fromEntries(all.map(({ oicpName, paths }) => [oicpName, paths[0]]))).toEqual({
      eRoamingAuthorizeStart: '/charging/v21/operators/{operatorID}/authorize/start',
      eRoamingAuthorizeStop: '/charging/v21/operators/{operatorID}/authorize/stop',
      eRoamingChargeDetailRecord: '/cdrmgmt/v22/operators/{operatorID}/charge-detail-record',
      eRoamingChargingNotifications: '/notificationmgmt/v11/charging-notifications',
      eRoamingAuthorizeRemoteStart: '/charging/v21/providers/{providerID}/authorize-remote/start',
      eRoamingAuthorizeRemoteStop: '/charging/v21/providers/{providerID}/authorize-remote/stop',
      eRoamingAuthorizeRemoteReservationStart:
        '/reservation/v11/providers/{providerID}/reservation-start-request',
      eRoamingAuthorizeRemoteReservationStop:
        '/reservation/v11/providers/{providerID}/reservation-stop-request',
      eRoamingGetChargeDetailRecords: '/cdrmgmt/v22/providers/{providerID}/get-charge-detail-records-request',
      eRoamingPullEVSEData: '/evsepull/v23/providers/{providerID}/data-records',
      eRoamingPullEVSEStatus: '/evsepull/v21/providers/{providerID}/status-records',
      eRoamingPullEVSEStatusByID: '/evsepull/v21/providers/{providerID}/status-records-by-id',
      eRoamingPullEVSEStatusByOperatorID:
        '/evsepull/v21/providers/{providerID}/status-records-by-operator-id',
      eRoamingPullPricingProductData: '/dynamicpricing/v10/providers/{providerID}/pricing-products',
      eRoamingPullEVSEPricing: '/dynamicpricing/v10/providers/{providerID}/evse-pricing',
      eRoamingPushAuthenticationData: '/authdata/v21/providers/{providerID}/push-request',
    });
  });

  it('knows that HBS forwards charge detail records under two versions', () => {
    expect(inboundOperations.chargeDetailRecord.paths).toContain(
      '/cdrmgmt/v21/operators/{operatorID}/charge-detail-record',
    );
  });

  it('has the limits of the policy, and the article’s where it is stricter', () => {
    const limits = Object.entries(outboundOperations).map(([name, { ...operation }]) => [
      name,
      'callsPerMinute' in operation ? operation.callsPerMinute : undefined,
    ]);
    expect(Object.fromEntries(limits)).toEqual({
      authorizeRemoteStart: 100,
      authorizeRemoteStop: 200,
      remoteReservationStart: undefined,
      remoteReservationStop: undefined,
      getChargeDetailRecords: 200,
      pullEvseData: 25,
      pullEvseStatus: 6,
      pullEvseStatusById: 300,
      pullEvseStatusByOperatorId: 75,
      pullPricingProductData: 300,
      pullEvsePricing: 280,
      pushAuthenticationData: 50,
    });
  });

  it('names an essential field that the answer really has, and misses it when it is gone', () => {
    for (const { answer, essential, oicpName } of Object.values(outboundOperations)) {
      const { violations } = answer.readValue({});
      expect([oicpName, ...violations.map(({ pointer }) => pointer)]).toContain(`/${essential}`);
    }
  });

  it('repeats nothing that starts or stops a car', () => {
    const once = Object.entries(outboundOperations).filter(([, { repeatable }]) => !repeatable);
    expect(once.map(([name]) => name)).toEqual([
      'authorizeRemoteStart',
      'authorizeRemoteStop',
      'remoteReservationStart',
      'remoteReservationStop',
    ]);
  });
});

describe('a path', () => {
  const { pullEvseData, pullEvseStatusById } = outboundOperations;

  it('has the ProviderID as configured, and the page', () => {
    expect(pathOf(pullEvseData, { providerID: 'DE*DCB', page: { number: 0, size: 2_000 } })).toBe(
      '/evsepull/v23/providers/DE*DCB/data-records?page=0&size=2000',
    );
    expect(pathOf(inboundOperations.authorizeStart, { operatorID: '+49*536' })).toBe(
      '/charging/v21/operators/%2B49*536/authorize/start',
    );
  });

  it('may follow another template', () => {
    expect(pathOf(pullEvseStatusById, { providerID: 'DE-DCB' }, '/x/{providerID}/y')).toBe('/x/DE-DCB/y');
  });

  it('needs all its parameters', () => {
    expect(() => pathOf(pullEvseData, {})).toThrow('eRoamingPullEVSEData needs providerID');
    expect(() => pathOf(pullEvseData, { providerID: '' })).toThrow(RangeError);
    expect(() => pathOf(pullEvseData, {}, '/{toString}')).toThrow(RangeError);
  });
});

describe('the table of status codes', () => {
  it('has the 31 codes of the specification', () => {
    expect(Object.keys(statusCodes).toSorted()).toEqual(
      (
        '000 001 002 009 017 018 019 021 022 101 102 103 105 106 110 120 121 122 200 210 300 310 320 400 ' +
        '501 510 601 602 603 604 700'
      ).split(' '),
    );
  });

  it('says what each code means and what to do, in sentences', () => {
    for (const { means, advice } of Object.values(statusCodes)) {
      expect(means).toMatch(/^[A-Z].*[^.]$/);
      expect(advice).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('never calls a wrong identity or a missing contract temporary', () => {
    for (const code of ['001', '017', '210', '300', '603', '604'] as const) {
      expect(statusCodes[code].passes).toBe(false);
    }
  });

  it('has no entry for an unknown code, not even one named like a part of a prototype', () => {
    for (const code of ['999', '', 'constructor', 'toString', '__proto__']) {
      expect(statusCodeEntry(code)).toBeUndefined();
    }
  });
});
