import { parseEvcoId, withCheckDigit, type EvcoId } from '#oicp';
import { ApiRefusal, type ApiClient } from './api-client.js';

/** The card that the README swipes. */
export const DEMONSTRATION_UID = '04A1B2C3D4E5F6';
/** A charging point of the sandbox that is always there. */
export const DEMONSTRATION_EVSE = 'DE*ABC*E12345*1';
/** The one beside it, for a second car. */
export const NEIGHBOURING_EVSE = 'DE*ABC*E12345*2';

/** The contract that the card belongs to, of one of our ProviderIDs. */
export function demonstrationEvcoId(providerId: string): string {
  const separator = providerId.includes('*') ? '*' : '-';
  const instance = separator === '*' ? '123456' : 'C12345678';
  return withCheckDigit(parseEvcoId(`${providerId}${separator}${instance}`) as EvcoId);
}

/** A contract of our first provider with one card, unless they are there: what somebody changed stays changed. */
export async function putDemonstrationData(api: ApiClient, providerId: string): Promise<void> {
  const evcoId = demonstrationEvcoId(providerId);
  await putUnlessThere(api, `contracts/${encodeURIComponent(evcoId)}`, { status: 'active' });
  await putUnlessThere(api, `tokens/${DEMONSTRATION_UID}`, { evcoId, status: 'active' });
}

async function putUnlessThere(api: ApiClient, path: string, body: object): Promise<void> {
  try {
    await api.get(path);
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.status !== 404) throw error;
    await api.put(path, body);
  }
}
