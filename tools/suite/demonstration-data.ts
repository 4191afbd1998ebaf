import { request } from 'undici';
import { parseEvcoId, withCheckDigit, type EvcoId } from '#oicp';

/** The card that the README swipes. */
export const DEMONSTRATION_UID = '04A1B2C3D4E5F6';

/** A contract of our first provider with one card, unless they are there: what somebody changed stays changed. */
export async function putDemonstrationData(apiUrl: string, key: string, providerId: string): Promise<void> {
  const separator = providerId.includes('*') ? '*' : '-';
  const instance = separator === '*' ? '123456' : 'C12345678';
  const evcoId = withCheckDigit(parseEvcoId(`${providerId}${separator}${instance}`) as EvcoId);
  const put = async (path: string, body: object): Promise<void> => {
    const url = `${apiUrl}/v1/${path}`;
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const existing = await request(url, { headers });
    await existing.body.dump();
    if (existing.statusCode === 200) return;
    const answer = await request(url, { method: 'PUT', headers, body: JSON.stringify(body) });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`PUT ${path}: ${answer.statusCode} ${text}`);
  };
  await put(`contracts/${encodeURIComponent(evcoId)}`, { status: 'active' });
  await put(`tokens/${DEMONSTRATION_UID}`, { evcoId, status: 'active' });
}
