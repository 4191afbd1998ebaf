import type { TLSSocket } from 'node:tls';

/** Who is at the other end of a connection, as far as its certificate says. */
export type Peer =
  /** Allowed by its certificate, or without one where that is allowed. */
  | { readonly trusted: true; readonly name: string | undefined }
  | { readonly trusted: false; readonly name: string | undefined; readonly why: string };

const known = new WeakMap<TLSSocket, Peer>();

/**
 * The peer of a connection. Where a certificate is required, TLS itself has verified it by now; where it is optional,
 * one that was presented must still be valid. Empty `names` allow every name.
 */
export function peerOf(socket: TLSSocket, names: readonly string[]): Peer {
  const found = known.get(socket) ?? identify(socket, names);
  known.set(socket, found);
  return found;
}

function identify(socket: TLSSocket, names: readonly string[]): Peer {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return { trusted: true, name: undefined };
  const carried = namesOf(certificate.subject, certificate.subjectAltName);
  const name = carried[0];
  if (!socket.authorized)
    return { trusted: false, name, why: 'its certificate is not signed by an allowed authority' };
  const allowed = names.length === 0 || carried.some((each) => names.some((one) => equalNames(one, each)));
  return allowed
    ? { trusted: true, name }
    : { trusted: false, name, why: 'its certificate carries no allowed name' };
}

/** Common names first, then DNS names. */
function namesOf(subject: string, alternativeNames: string | undefined): readonly string[] {
  const common = [...subject.matchAll(/^CN=(.*)$/gm)].map(([, name]) => name ?? '');
  const dns = [...(alternativeNames ?? '').matchAll(/DNS:([^,\s]+)/g)].map(([, name]) => name ?? '');
  return [...common, ...dns];
}

function equalNames(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
