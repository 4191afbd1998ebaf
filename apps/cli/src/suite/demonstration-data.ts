import { parseEvcoId, withCheckDigit, type EvcoId } from '#oicp';
import { ApiRefusal, type ApiClient } from './api-client.js';

/** The card that the README swipes. */
export const DEMONSTRATION_UID = '04A1B2C3D4E5F6';
/** A charging point that every network of the sandbox has. */
export const DEMONSTRATION_EVSE = 'DE*ABC*E12345*1';
/** The one next to it, for a second car. */
export const NEIGHBOURING_EVSE = 'DE*ABC*E12345*2';

/** The contract of the card, for one of our ProviderIDs. */
export function demonstrationEvcoId(providerId: string): string {
  const separator = providerId.includes('*') ? '*' : '-';
  const instance = separator === '*' ? '123456' : 'C12345678';
  return withCheckDigit(parseEvcoId(`${providerId}${separator}${instance}`) as EvcoId);
}

/** Creates a contract with one card where they are missing: what somebody changed stays changed. @throws {ApiRefusal} */
export async function putDemonstrationData(api: ApiClient, providerId: string): Promise<void> {
  const evcoId = demonstrationEvcoId(providerId);
  await putIfMissing(api, `contracts/${encodeURIComponent(evcoId)}`, { status: 'active' });
  await putIfMissing(api, `tokens/${DEMONSTRATION_UID}`, { evcoId, status: 'active' });
}

async function putIfMissing(api: ApiClient, path: string, body: object): Promise<void> {
  try {
    await api.get(path);
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.status !== 404) throw error;
    await api.put(path, body);
  }
}
