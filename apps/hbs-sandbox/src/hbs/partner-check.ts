import type { OperationReply } from './hbs-operation.js';
import { statusReply } from './replies.js';

/**
 * Why HBS does not take a call for its partner's own: the ProviderID is compared as text, with the portal and with the
 * body. A body that names none is for the operation to judge.
 */
export function refuseStranger(
  providerId: string,
  body: unknown,
  partners: readonly string[],
): OperationReply | undefined {
  if (!partners.includes(providerId)) return statusReply('300', 'Partner not found');
  const named = findProvider(body);
  if (named === undefined || named === providerId) return undefined;
  return statusReply('017', 'Unauthorized Access');
}

function findProvider(body: unknown): string | undefined {
  const upload = memberOf(body, 'ProviderAuthenticationData');
  const named = memberOf(body, 'ProviderID') ?? memberOf(upload, 'ProviderID');
  return typeof named === 'string' ? named : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;
}
