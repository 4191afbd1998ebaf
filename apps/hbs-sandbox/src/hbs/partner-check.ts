import type { OperationReply } from './hbs-operation.js';
import { statusReply } from './replies.js';

/**
 * Refuses a call whose ProviderID is not a partner's, or differs from the one in the body; both are compared as text. A
 * body without one is left to the operation.
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
