import { describe, expect, it } from '@jest/globals';
import { findPlaces } from './places.js';

const sent = (body: object): Parameters<typeof findPlaces>[2] => ({ params: {}, query: {}, body });
const pointersOf = (code: string, detail: string, body: object): readonly unknown[] =>
  findPlaces(code, detail, sent(body)).map(({ pointer }) => pointer);

describe('the places in a request that a refusal of a service is about', () => {
  it('are the members that its detail names', () => {
    const range = { from: '1970-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' };
    expect(pointersOf('RANGE_INVALID', '`from` must not lie before 2018', range)).toEqual(['/from']);
    expect(pointersOf('RANGE_INVALID', '`from` must lie before `to`', range)).toEqual(['/from', '/to']);
    const start = { evseId: 'Station 7', evcoId: 'DE-EMP-C12345678-X', partnerProductId: 'A' };
    for (const code of ['START_INVALID', 'RESERVATION_INVALID'])
      expect(pointersOf(code, 'HBS would not take this: /EvseID is no EvseID', start)).toEqual(['/evseId']);
  });

  it('are all that it can be about where its detail names none', () => {
    const range = { from: '1970-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' };
    expect(pointersOf('RANGE_INVALID', 'this is too long', range)).toEqual(['/from', '/to']);
  });
});
