import { z } from 'zod';

/** Members that many messages share; the descriptions appear in the documentation of the API and of events. */
export const named = {
  sessionId: z.string().describe('HBS’s SessionID.'),
  empPartnerSessionId: z.string().describe('Our own name for the session, which HBS receives.'),
  cpoPartnerSessionId: z.string().describe('The operator’s own name for the session.'),
  partnerProductId: z.string().describe('The operator’s name for the tariff.'),
  evseId: z.string().describe('The charging point.'),
  operatorId: z.string().describe('Who operates the charging point.'),
  operatorName: z.string().describe('The operator’s name, for people.'),
  providerId: z.string().describe('One of our ProviderIDs.'),
  evcoId: z.string().describe('The contract; names a person.'),
  uid: z.string().describe('The card, in hexadecimal; names a person.'),
  receivedAt: z.iso.datetime().describe('When we received it.'),
} as const;
