import { randomUUID } from 'node:crypto';
import {
  type NamedCase,
  authorised,
  startedByApp,
  stopped,
  olderRfid,
  bothCards,
  withApp,
  spelled,
  reversed,
  ofCard,
  ofApp,
  ofDin,
  OTHER_CONTRACT,
  ofDinEvse,
} from './case-builders.js';
import { anEvse, aSwipe, aUid, byApp, byCard, cdrOf, EVCO_ID } from '../charges.js';

/** Field case 01 and its kind: a record, and the session that it names. */
export const sessionCases: readonly NamedCase[] = [
  ['its own card, EVSE and time', ofCard(), []],
  ['another card', ofCard(() => byCard(aUid())), ['other-card']],
  ['another card in the older member', ofCard(() => olderRfid(aUid())), ['other-card']],
  ['its card in the older member', ofCard(({ uid }) => olderRfid(uid)), []],
  ['its card in small letters with colons', ofCard(({ uid }) => byCard(spelled(uid))), []],
  ['its card read in the other order of bytes', ofCard(({ uid }) => byCard(reversed(uid))), ['other-card']],
  ['its card and its contract', ofCard(({ uid }) => olderRfid(uid, { EvcoID: EVCO_ID })), []],
  [
    'its card and another contract',
    ofCard(({ uid }) => olderRfid(uid, { EvcoID: OTHER_CONTRACT })),
    ['other-contract'],
  ],
  ...['N/A', '0', 'UNKNOWN', '-', 'DE-EMP'].map((EvcoID): NamedCase => [
    `its card and “${EvcoID}” for a contract`,
    ofCard(({ uid }) => olderRfid(uid, { EvcoID })),
    [],
  ]),
  ['its contract for its card', ofCard(() => byApp()), []],
  ['another contract for its card', ofCard(() => byApp(OTHER_CONTRACT)), ['other-contract']],
  ['a card for a session of an app', ofApp(() => byCard(aUid())), ['other-card']],
  ['its contract without the check digit', ofApp(() => byApp('DE-EMP-C12345678')), []],
  ['its contract without separators in small letters', ofApp(() => byApp('deempc12345678x')), []],
  ['its contract with another check digit', ofApp(() => byApp('DE-EMP-C12345678-Y')), ['other-contract']],
  [
    'another contract by Plug & Charge',
    ofApp(() => ({ Identification: { PlugAndChargeIdentification: { EvcoID: OTHER_CONTRACT } } })),
    ['other-contract'],
  ],
  [
    'its contract by QR code',
    ofApp(() => ({ Identification: { QRCodeIdentification: { EvcoID: EVCO_ID, PIN: '1234' } } })),
    [],
  ],
  ['its DIN contract with hyphens', ofDin('DE-EMP-123A56-3'), []],
  ['its DIN contract without the check digit', ofDin('DE*EMP*123A56'), []],
  ['its DIN contract as ISO has it', ofDin('DE-EMP-C0123A563'), []],
  ['its DIN contract as ISO 15118-1 had it first, with a check digit', ofDin('DE-EMP-00123A563-N'), []],
  ['another contract in the other notation', ofDin('DE-EMP-C0123A573'), ['other-contract']],
  [
    'its EVSE in another spelling',
    ofCard(({ evseId }) => ({ EvseID: evseId.replaceAll('*', '').toLowerCase() })),
    [],
  ],
  [
    'its EVSE with dashes and blanks',
    ofCard(({ evseId }) => ({ EvseID: ` ${evseId.replaceAll('*', '–')}` })),
    [],
  ],
  ['another EVSE', ofCard(() => ({ EvseID: anEvse() })), ['other-evse']],
  ['a DIN EVSE without its plus sign', ofDinEvse((evseId) => evseId.slice(1)), []],
  [
    'a DIN EVSE whose separators are elsewhere',
    ofDinEvse((evseId) => evseId.replace(/\*438$/, '4*38')),
    ['other-evse'],
  ],
  ['a blank for its card', ofCard(() => byCard('')), []],
  ['a blank for its card in the older member', ofCard(() => olderRfid('\u200B')), []],
  ['a blank for its contract', ofCard(({ uid }) => olderRfid(uid, { EvcoID: ' ' })), []],
  ['a blank for the contract of an app', ofApp(() => byApp('\u00A0')), []],
  ['a blank for its EVSE', ofCard(() => ({ EvseID: '\u00A0' })), []],
  ['an EVSE where the decision had a blank', ofCard(() => ({}), { evseId: '' }), []],
  ['its card with a character that nobody sees', ofCard(({ uid }) => byCard(`\u200B${uid}`)), []],
  ['its card in both members', ofCard(({ uid }) => bothCards(uid, uid)), []],
  ['another card in the older of two members', ofCard(({ uid }) => bothCards(uid, aUid())), ['other-card']],
  [
    'its card, and another contract of an app',
    ofCard(({ uid }) => withApp(uid, OTHER_CONTRACT)),
    ['other-contract'],
  ],
  ['its card, and its contract as that of an app', ofCard(({ uid }) => withApp(uid, EVCO_ID)), []],
  ['its SessionID in quotation marks', ofCard(({ sessionId }) => ({ SessionID: `"${sessionId}"` })), []],
  [
    'its SessionID with non-breaking hyphens',
    ofCard(({ sessionId }) => ({ SessionID: `\u200B${sessionId.replaceAll('-', '\u2011')}` })),
    [],
  ],
  [
    'no medium where two contracts were authorised',
    (swipe) => ({
      known: [
        authorised(swipe),
        authorised({ ...swipe, uid: aUid() }, { evcoId: OTHER_CONTRACT, at: '2026-09-23T14:13:00Z' }),
      ],
      records: [cdrOf(swipe, { Identification: null })],
    }),
    ['several-contracts'],
  ],
  [
    'the start before the decision that it fits, after another one',
    (swipe) => ({
      known: [
        authorised({ ...swipe, uid: aUid() }, { at: '2026-09-23T10:00:00Z' }),
        authorised(swipe, { at: '2026-09-23T15:00:00Z' }),
      ],
      records: [cdrOf(swipe)],
    }),
    ['charging-before-authorisation'],
  ],
  [
    'a session of an app that failed',
    (swipe) => {
      const [, view] = startedByApp(swipe);
      return {
        known: [startedByApp(swipe), ['session.closed', { ...view, state: 'failed' }], startedByApp(swipe)],
        records: [cdrOf(swipe, { Identification: null })],
      };
    },
    ['unknown-session'],
  ],
  [
    'a stop after which it was authorised again',
    (swipe) => ({
      known: [
        authorised(swipe),
        stopped(swipe, '2026-09-23T14:20:00.000Z'),
        authorised(swipe, { at: '2026-09-23T14:30:00Z' }),
      ],
      records: [cdrOf(swipe)],
    }),
    [],
  ],
  [
    'a second stop after it was authorised again',
    (swipe) => ({
      known: [
        authorised(swipe),
        stopped(swipe, '2026-09-23T14:20:00.000Z'),
        authorised(swipe, { at: '2026-09-23T14:30:00Z' }),
        stopped(swipe, '2026-09-23T15:00:00.000Z'),
      ],
      records: [cdrOf(swipe)],
    }),
    ['charging-after-stop'],
  ],
  ['an EVSE that the decision did not name', ofCard(() => ({}), { evseId: undefined }), []],
  [
    'our name of another session',
    (swipe) => {
      const empPartnerSessionId = randomUUID();
      const other = authorised(aSwipe(), { empPartnerSessionId, at: '2026-09-23T14:12:00Z' });
      return {
        known: [authorised(swipe), other],
        records: [cdrOf(swipe, { EMPPartnerSessionID: empPartnerSessionId })],
      };
    },
    ['two-sessions'],
  ],
  [
    'our name of its session, of which it was authorised twice',
    (swipe) => {
      const empPartnerSessionId = randomUUID();
      const again = authorised(swipe, { empPartnerSessionId, at: '2026-09-23T14:12:00Z' });
      return {
        known: [authorised(swipe), again],
        records: [cdrOf(swipe, { EMPPartnerSessionID: empPartnerSessionId })],
      };
    },
    [],
  ],
  ['no card', ofCard(() => ({ Identification: null })), []],
  [
    'its SessionID without hyphens',
    ofCard(({ sessionId }) => ({ SessionID: sessionId.replaceAll('-', '').toUpperCase() })),
    [],
  ],
  ['ChargingStart at another offset', ofCard(() => ({ ChargingStart: '2026-09-23T09:15:00-05:00' })), []],
  [
    'ChargingStart an hour before the decision',
    ofCard(() => ({ SessionStart: '2026-09-23T14:10:00+02:00', ChargingStart: '2026-09-23T15:10:00+02:00' })),
    ['charging-before-authorisation'],
  ],
  [
    'a cable plugged in hours before the decision',
    ofCard(() => ({ SessionStart: '2026-09-23T09:10:00+02:00' })),
    [],
  ],
  ['ChargingStart missing', ofCard(() => ({ ChargingStart: null })), []],
  [
    'ChargingStart missing and ChargingEnd before the decision',
    ofCard(() => ({
      SessionStart: '2026-09-23T13:10:00+02:00',
      ChargingStart: null,
      ChargingEnd: '2026-09-23T15:10:00+02:00',
    })),
    ['charging-before-authorisation'],
  ],
  [
    'ChargingStart without offset',
    ofCard(() => ({ SessionStart: '2026-09-23T13:10:00', ChargingStart: '2026-09-23T13:15:00' })),
    [],
  ],
  [
    'the second of two cards that were authorised',
    (swipe) => {
      const uid = aUid();
      return {
        known: [authorised(swipe), authorised({ ...swipe, uid }, { at: '2026-09-23T14:13:00Z' })],
        records: [cdrOf({ ...swipe, uid })],
      };
    },
    [],
  ],
  [
    'a refused decision',
    (swipe) => ({
      known: [authorised(swipe, { decision: 'refused', code: '102' })],
      records: [cdrOf(swipe)],
    }),
    ['unknown-session'],
  ],
  [
    'a stop ten minutes before ChargingEnd',
    (swipe) => ({
      known: [authorised(swipe), stopped(swipe, '2026-09-23T15:05:00.000Z')],
      records: [cdrOf(swipe)],
    }),
    ['charging-after-stop'],
  ],
  [
    'a stop four minutes before ChargingEnd',
    (swipe) => ({
      known: [authorised(swipe), stopped(swipe, '2026-09-23T15:11:00.000Z')],
      records: [cdrOf(swipe)],
    }),
    [],
  ],
  [
    'a stop before ChargingStart, ChargingEnd missing',
    (swipe) => ({
      known: [authorised(swipe), stopped(swipe, '2026-09-23T14:12:00.000Z')],
      records: [cdrOf(swipe, { ChargingStart: '2026-09-23T16:45:00+02:00', ChargingEnd: null })],
    }),
    ['charging-after-stop'],
  ],
  [
    'a stop of a session that HBS authorised',
    (swipe) => ({ known: [stopped(swipe, '2026-09-23T15:05:00.000Z', 'other')], records: [cdrOf(swipe)] }),
    ['unknown-session'],
  ],
];
