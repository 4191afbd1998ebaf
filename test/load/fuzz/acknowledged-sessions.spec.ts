import { describe, expect, it } from '@jest/globals';
import { AcknowledgedSessions } from './acknowledged-sessions.js';

const EDGE = 'https://localhost:8443/api/oicp';
const START = '/charging/v21/operators/DE*ABC/authorize/start';
const STOP = '/charging/v21/operators/DE*ABC/authorize/stop';
const RECORD = '/cdrmgmt/v22/operators/0%2F/charge-detail-record';
const NOTIFICATION = '/notificationmgmt/v11/charging-notifications';
const SESSION = 'f98efba4-02d8-4fa0-b810-9a9d50d2c527';

function countsAfter(path: string, ...answers: readonly unknown[]): AcknowledgedSessions['counts'] {
  const acknowledged = new AcknowledgedSessions();
  for (const answer of answers) {
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
    const url = `${EDGE}${path}`;
    acknowledged.add({
      operation: path,
      method: 'POST',
      url,
      body: '{}',
      answer: { status: 200, body },
      failures: [],
    });
  }
  return acknowledged.counts;
}

const none = { authorizeStart: 0, chargeDetailRecord: 0, chargingNotification: 0 };

describe('what the edge has acknowledged', () => {
  it('is each session with a positive answer, once by its key', () => {
    const yes = { Result: true, SessionID: SESSION };
    const same = { Result: true, SessionID: SESSION.toUpperCase() };
    expect(countsAfter(RECORD, yes, same)).toEqual({ ...none, chargeDetailRecord: 1 });
    expect(countsAfter(NOTIFICATION, yes)).toEqual({ ...none, chargingNotification: 1 });
    expect(countsAfter(START, { AuthorizationStatus: 'Authorized', SessionID: SESSION })).toEqual({
      ...none,
      authorizeStart: 1,
    });
  });

  it('is nothing after a refusal, without a session, or at an operation that promises nothing', () => {
    const no = { Result: false, SessionID: SESSION };
    const refused = { AuthorizationStatus: 'NotAuthorized', SessionID: SESSION };
    expect(countsAfter(RECORD, no, { Result: true }, 'no JSON')).toEqual(none);
    expect(countsAfter(START, refused)).toEqual(none);
    expect(countsAfter(STOP, { AuthorizationStatus: 'Authorized', SessionID: SESSION })).toEqual(none);
  });
});
