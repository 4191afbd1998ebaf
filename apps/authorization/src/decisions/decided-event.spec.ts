import { expect, it } from '@jest/globals';
import { toDecidedEvent } from './decided-event.js';

it('the event of a decision leaves out what the CPO wrote with blanks alone', () => {
  const event = toDecidedEvent(
    {
      medium: { kind: 'rfid', uid: '04A1B2C3' },
      operatorId: 'DE*ABC',
      evseId: '',
      cpoPartnerSessionId: '\u00A0',
      partnerProductId: '\u200B',
    },
    { evcoId: 'DE-EMP-C12345678-X' },
    { code: '000', empPartnerSessionId: 'ours' },
    { idOf: () => 'DE-EMP' },
  );
  const { evseId, cpoPartnerSessionId, partnerProductId } = event;
  expect([evseId, cpoPartnerSessionId, partnerProductId]).toEqual([undefined, undefined, undefined]);
});
