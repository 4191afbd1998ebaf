import { describe, expect, it } from '@jest/globals';
import { ContractBook, type BookedContract, type BookedToken } from '../book/contract-book.js';
import { decideStart } from './decide-start.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const UID = '04A1B2C3D4E5F6';
const contract: BookedContract = { evcoId: 'DE-EMP-C12345678-X', status: 'active' };
const token: BookedToken = { evcoKey: 'DEEMPC12345678X', status: 'active', expiresAt: undefined };

function aBook(
  changedToken: Partial<BookedToken> = {},
  changedContract: Partial<BookedContract> = {},
): ContractBook {
  const book = new ContractBook();
  book.putContract('DEEMPC12345678X', { ...contract, ...changedContract });
  book.putToken(UID, { ...token, ...changedToken });
  return book;
}

const decide = (uid: string, book = aBook()): unknown => decideStart({ kind: 'rfid', uid }, book, NOW);
const refusedWith = (code: string): unknown => expect.objectContaining({ decision: 'refused', code });

describe('deciding whether a card may start', () => {
  it('finds the contract of a known card, in whatever case its UID comes', () => {
    expect(decide(UID)).toEqual(contract);
    expect(decide(UID.toLowerCase())).toEqual(contract);
  });

  it('refuses a card it does not know', () => {
    expect(decide('04FFFFFFFFFFFF')).toEqual(refusedWith('102'));
  });

  it('never authorises a known card read in the other byte order', () => {
    expect(decide('F6E5D4C3B2A104')).toEqual(refusedWith('102'));
  });

  it.each([
    ['blocked', { status: 'blocked' } as const],
    ['expired this instant', { expiresAt: NOW }],
    ['expired long ago', { expiresAt: 0 }],
  ])('refuses a card that is %s', (_, changed) => {
    expect(decide(UID, aBook(changed))).toEqual(refusedWith('102'));
  });

  it('takes a card that expires later', () => {
    expect(decide(UID, aBook({ expiresAt: NOW + 1 }))).toEqual(contract);
  });

  it('refuses a card of a blocked contract, and one whose contract is gone', () => {
    expect(decide(UID, aBook({}, { status: 'blocked' }))).toEqual(refusedWith('200'));
    expect(decide(UID, aBook({ evcoKey: 'nobody' }))).toEqual(refusedWith('210'));
  });

  it('says what is wrong with a UID that is none, without repeating it', () => {
    expect(decide('04A1')).toEqual({
      decision: 'refused',
      code: '022',
      reason: 'The UID does not have 8, 14 or 20 hexadecimal digits.',
    });
  });
});
