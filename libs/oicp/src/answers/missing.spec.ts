import { describe, expect, it } from '@jest/globals';
import { authorizeStart } from '../messages/authorize-start.js';
import { chargingNotification } from '../messages/charging-notification.js';
import { readSessionNames } from '../cdr/session-names.js';
import { describeMissingMedium, describeMissingSession } from './missing.js';

const LATIN_1 = Buffer.from('{"SessionID": "f98", "\xfc": oops}', 'latin1');

describe('the reason why a message has no session', () => {
  const whyNotification = (body: string | Buffer, charset?: string): string =>
    describeMissingSession(chargingNotification.read(body).violations, charset);
  const whyRecord = (body: string | Buffer, charset?: string): string =>
    describeMissingSession(readSessionNames(body).violations, charset);

  it.each<[string | Buffer, string]>([
    ['', 'The body is empty.'],
    ['SessionID=1', 'The body is not JSON: it cannot be read from line 1, column 1 on.'],
    ['{"SessionID": "f98', 'The body is not JSON: it ends before it is complete.'],
    ['<xml/>', 'The body is not JSON but looks like HTML or XML.'],
    ['{}', 'SessionID is mandatory and missing (/SessionID).'],
    ['{"SessionID": "04A1B2C3D4E5F6"}', 'SessionID is not a GUID (/SessionID).'],
    ['{"session_id": "918273"}', 'SessionID is not a GUID (/session_id).'],
    [LATIN_1, 'The body is not JSON: it cannot be read from line 1, column 27 on. Its bytes are not UTF-8.'],
  ])('is about the body before its members, and quotes nothing: %s', (body, why) => {
    expect([whyNotification(body), whyRecord(body)]).toEqual([why, why]);
  });

  it('is the charset if the bytes are not UTF-8 and cannot be read', () => {
    const why = 'The body cannot be read in its charset "ISO-8859-1"; send it as JSON in UTF-8.';
    expect([whyNotification(LATIN_1, 'ISO-8859-1'), whyRecord(LATIN_1, 'ISO-8859-1')]).toEqual([why, why]);
    expect(whyNotification('{"SessionID": oops}', 'ISO-8859-1')).toContain('line 1, column 15');
  });

  it('is the JSON type of a body that is not an object', () => {
    expect(whyNotification('[1, 2]')).toMatch(/ is a list of 2, not an object\.$/);
    expect(whyRecord('"918273"')).toMatch(/ is a text, not an object\.$/);
  });
});

describe('the reason why a message has no medium', () => {
  const why = (Identification: unknown): string | undefined =>
    describeMissingMedium(
      authorizeStart.read(JSON.stringify({ OperatorID: 'DE*ABC', Identification })).violations,
    );

  it('quotes neither a value nor a name that OICP does not define', () => {
    const card = '04A1B2C3D4E5F6';
    expect(why({ RFIDIdentification: { ExpiryDate: card, UID: {} } })).toBe(
      'ExpiryDate is not valid: the text cannot be read as a value of this field (/Identification/RFIDIdentification/ExpiryDate).',
    );
    let nested: unknown = 1;
    for (let level = 0; level < 70; level += 1) nested = [nested];
    expect(why({ [card]: nested })).toMatch(/^Identification must have one of RFID/);
    expect(why(undefined)).toBe('Identification is mandatory and missing (/Identification).');
  });
});
