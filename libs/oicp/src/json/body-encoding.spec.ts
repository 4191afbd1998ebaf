import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { describeUnreadEncoding, unreadEncoding } from './body-encoding.js';

const JSON_TYPE = 'application/json';

describe('the encoding of a body', () => {
  it.each([
    [undefined, undefined],
    ['', ''],
    ['identity', JSON_TYPE],
    ['Identity, identity', `${JSON_TYPE};charset=UTF-8`],
    ['utf-8', `${JSON_TYPE}; Charset="utf-8"`],
    [undefined, `${JSON_TYPE};charset=ISO-8859-1`],
    [undefined, `${JSON_TYPE}; charset = latin1`],
    [undefined, `${JSON_TYPE};charset='utf8'`],
    [undefined, `${JSON_TYPE};charset=us-ascii;charset=utf-16`],
    [undefined, `${JSON_TYPE}; x="; charset=utf-16"; charset=utf-8`],
    [undefined, `${JSON_TYPE};charset=`],
    [undefined, 'text/plain'],
    [undefined, ';;;=;"'],
  ])('is read: %p with %p', (contentEncoding, contentType) => {
    expect(unreadEncoding({ contentEncoding, contentType })).toBeUndefined();
  });

  it.each([
    ['gzip', JSON_TYPE, 'the content encoding "gzip" is not supported'],
    ['X-GZip', undefined, 'the content encoding "X-GZip" is not supported'],
    ['deflate, identity, br', JSON_TYPE, 'the content encoding "deflate, br" is not supported'],
    ['"br"', JSON_TYPE, `the content encoding "'br'" is not supported`],
    [undefined, `${JSON_TYPE};charset=utf-16`, 'the charset "utf-16" is not supported'],
    [undefined, `${JSON_TYPE}; CHARSET="UTF-16LE"; a=b`, 'the charset "UTF-16LE" is not supported'],
    [undefined, `${JSON_TYPE};charset=ISO-10646-UCS-2`, 'the charset "ISO-10646-UCS-2" is not supported'],
    [undefined, `${JSON_TYPE};charset=04A1B2C3D4E5F6`, 'the charset "?" is not supported'],
    [undefined, `${JSON_TYPE};charset=windows-1252`, 'the charset "windows-1252" is not supported'],
    [
      'zstd',
      `${JSON_TYPE};charset=EBCDIC`,
      'the content encoding "zstd" and the charset "EBCDIC" are not supported',
    ],
  ])('is not read and named: %p with %p', (contentEncoding, contentType, description) => {
    const unread = unreadEncoding({ contentEncoding, contentType });
    expect(unread && describeUnreadEncoding(unread)).toBe(description);
  });

  it('is named in short and in characters that can be shown and stored, whatever the headers hold', () => {
    const header = fc.string({ unit: 'binary', maxLength: 2_000 });
    fc.assert(
      fc.property(header, header, (contentEncoding, charset) => {
        const unread = unreadEncoding({ contentEncoding, contentType: `${JSON_TYPE};charset=${charset}` });
        const description = unread ? describeUnreadEncoding(unread) : '';
        expect(description.length).toBeLessThan(250);
        expect(description.isWellFormed()).toBe(true);
        expect(description).not.toMatch(/\p{Cc}/u);
      }),
      { seed: 14, numRuns: 500 },
    );
  });
});
