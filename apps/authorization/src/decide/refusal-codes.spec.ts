import { describe, expect, it } from '@jest/globals';
import { statusCodes } from '#oicp';
import {
  codeTypes,
  gatewayRefusalCodes,
  refusalCodes,
  type MediumKind,
  type Refusal,
} from './refusal-codes.js';
import { refuse, refuseAgain } from './refuse.js';

const cells = Object.entries<Refusal>(refusalCodes).flatMap(([reason, { answers }]) =>
  Object.entries(answers).map(([kind, { code, text }]) => ({ reason, kind: kind as MediumKind, code, text })),
);
/** Refusals that say something of a person’s card, contract or PIN. */
const aboutPersons = cells.filter(({ reason }) =>
  /^(unknown|card-|contract-|pin-wrong|pin-locked-out)/.test(reason),
);

describe('the table of refusal codes', () => {
  it('has one text for a medium and code, so that it says no more of a person than the code does', () => {
    const answers = new Set(aboutPersons.map(({ kind, code }) => `${kind} ${code}`));
    const texts = new Set(aboutPersons.map(({ kind, code, text }) => `${kind} ${code} ${text}`));
    expect(texts.size).toBe(answers.size);
  });

  it('answers a wrong PIN, a lockout and an unknown contract of a QR code alike: the answer does not reveal which it was', () => {
    expect(refuse('pin-wrong', 'qr')).toEqual(refuse('unknown', 'qr'));
    expect(refuse('pin-locked-out', 'qr')).toEqual(refuse('unknown', 'qr'));
  });

  it('answers a blocked and an expired card as an unknown one', () => {
    expect(refuse('card-blocked', 'rfid')).toEqual(refuse('unknown', 'rfid'));
    expect(refuse('card-expired', 'rfid')).toEqual(refuse('unknown', 'rfid'));
  });

  it.each(cells)(
    'answers $reason by $kind with a code of OICP and a sentence that fits',
    ({ code, text }) => {
      expect(statusCodes).toHaveProperty(code);
      expect(text).toMatch(/^[A-Z][\w ,;&-]+\.( [A-Z][\w ,;&-]+\.)?$/);
    },
  );

  it('quotes OICP for its own codes and those of the gateway, and for no others', () => {
    const used = [...cells, ...Object.values(gatewayRefusalCodes)].map(({ code }) => code);
    expect(new Set(Object.keys(codeTypes))).toEqual(new Set(used));
  });
});

describe('refusing a driver again who repeats a request', () => {
  it.each(aboutPersons)('answers $reason by $kind as the first time', ({ reason, kind, code, text }) => {
    expect([reason, refuseAgain(code, kind)]).toEqual([reason, { decision: 'refused', code, reason: text }]);
  });

  it('answers with the stored code alone where the table no longer has it', () => {
    expect(refuseAgain('120', 'rfid')).toEqual({ decision: 'refused', code: '120' });
  });
});
