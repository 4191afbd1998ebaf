import { authorizationStart, type AuthorizationStart } from '../messages/authorize-start.js';
import { authorizationStop } from '../messages/authorize-stop.js';
import { Inspection } from '../schema/inspection.js';
import { stoppingIdentification, type Identification } from '../types/identification.js';
import type { SingleMedium } from '../types/medium.js';
import { writeConformantFields } from '../write-conformant-fields.js';
import { echoSessionNames, type SessionNames } from './echo.js';
import { statusOf, type AnswerStatus } from './status.js';

/** What every answer to an authorisation has. */
export interface AuthorizationAnswer {
  /** Names of the session in the request, as far as they could be read. */
  readonly request?: SessionNames | undefined;
  /** Exactly as configured: HBS compares it as text. */
  readonly providerId: string;
  /** Our own name for the session. */
  readonly empPartnerSessionId?: string;
}

/** The answer that lets a driver start. */
export interface StartAuthorized extends AuthorizationAnswer {
  /**
   * The media that may stop the session. Every CPO sees them; a PIN is never sent, and media that HBS would not accept
   * are left out.
   */
  readonly stopWith?: readonly SingleMedium[];
}

/** The answer that refuses a start or a stop. */
export interface Refused extends AuthorizationAnswer {
  /** Why, as a status code of OICP. */
  readonly status: AnswerStatus;
}

/**
 * The body that lets a driver start.
 * @throws {NotConformantError} if the ProviderID is not valid: HBS accepts no authorisation without one
 */
export function writeStartAuthorized({ stopWith = [], ...answer }: StartAuthorized): string {
  const stoppers = stopWith.map(toIdentification).filter(isWritable);
  const authorization = {
    ...toAuthorization(answer, 'Authorized', { code: '000' }),
    ...(stoppers.length > 0 && { AuthorizationStopIdentifications: stoppers }),
  };
  return writeConformantFields(authorizationStart, authorization, ['ProviderID']);
}

/**
 * The body that lets a driver stop.
 * @throws {NotConformantError} if the ProviderID is not valid
 */
export function writeStopAuthorized(answer: AuthorizationAnswer): string {
  return writeConformantFields(authorizationStop, toAuthorization(answer, 'Authorized', { code: '000' }), [
    'ProviderID',
  ]);
}

/** The body that refuses a start or a stop; it has the same form for both. Never throws. */
export function writeNotAuthorized({
  status,
  ...answer
}: Partial<Refused> & Pick<Refused, 'status'>): string {
  return writeConformantFields(authorizationStop, toAuthorization(answer, 'NotAuthorized', status));
}

function toAuthorization(
  { request, providerId, empPartnerSessionId }: Partial<AuthorizationAnswer>,
  status: AuthorizationStart['AuthorizationStatus'],
  code: AnswerStatus,
): AuthorizationStart {
  return {
    ...echoSessionNames(request, empPartnerSessionId),
    ProviderID: providerId,
    AuthorizationStatus: status,
    StatusCode: statusOf(code),
  };
}

function toIdentification(medium: SingleMedium): Identification {
  if (medium.kind === 'rfid') return { RFIDMifareFamilyIdentification: { UID: medium.uidKey ?? medium.uid } };
  const contract = { EvcoID: medium.evcoId };
  if (medium.kind === 'qr') return { QRCodeIdentification: contract };
  return medium.kind === 'remote'
    ? { RemoteIdentification: contract }
    : { PlugAndChargeIdentification: contract };
}

function isWritable(identification: Identification): boolean {
  const inspection = new Inspection('AuthorizationStopIdentification');
  stoppingIdentification.read(stoppingIdentification.toWire(identification), inspection);
  return inspection.violations.length === 0;
}
