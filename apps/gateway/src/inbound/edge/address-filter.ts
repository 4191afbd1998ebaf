import { isIPv6 } from 'node:net';
import { kinds } from '#platform';

/**
 * Creates a check of callers' addresses.
 *
 * @param networks addresses and CIDR networks that may connect; empty for any
 * @returns a function that says whether an address is blocked
 */
export function createAddressFilter(networks: readonly string[]): (address: string | undefined) => boolean {
  if (networks.length === 0) return () => false;
  const allowed = kinds.blockListOf(networks);
  return (address) => {
    if (address === undefined) return true;
    // A listener for both families shows IPv4 callers as ::ffff:203.0.113.7.
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    return !allowed.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  };
}
