import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { describeCertificateFault } from './certificate-fault.js';
import { readClientCertificate, displayCertificateName } from './client-certificate.js';
import type { EdgeSettings } from './edge-settings.js';

/** Who is at the other end of a connection, as far as its certificate says. */
export type Peer =
  /** Allowed by its certificate, or without one where that is allowed. */
  { readonly trusted: true; readonly name: string | undefined } | UntrustedPeer;

/** A caller whose requests are refused. */
export interface UntrustedPeer {
  readonly trusted: false;
  readonly name: string | undefined;
  /** `certificate`: missing where one is required, or not valid; `name`: valid, but with none of the allowed names. */
  readonly fault: 'certificate' | 'name';
  /** For the caller: a clause that discloses nothing. */
  readonly publicReason: string;
  /** For log and journal: what was presented, and what is wrong with it. */
  readonly reason: string;
}

/** The settings that decide who is trusted. */
export type PeerSettings = Pick<EdgeSettings, 'EDGE_CLIENT_AUTH' | 'EDGE_CLIENT_NAMES'>;

const known = new WeakMap<TLSSocket, Peer>();

/** The peer of a connection whose handshake is complete. Never throws, whatever was presented. */
export function peerOf(socket: TLSSocket, settings: PeerSettings): Peer {
  const found = known.get(socket) ?? identifyPeer(socket, settings);
  known.set(socket, found);
  return found;
}

function identifyPeer(socket: TLSSocket, settings: PeerSettings): Peer {
  try {
    const certificate = socket.getPeerX509Certificate();
    return certificate
      ? classifyCertificate(certificate, socket, settings)
      : classifyWithoutCertificate(settings);
  } catch {
    return rejectCertificate(undefined, 'presented a certificate that cannot be read');
  }
}

/**
 * `authorized` alone proves nothing: Node sets it for a resumed session of TLS 1.3, even if no certificate was ever
 * presented in it.
 */
function classifyWithoutCertificate({ EDGE_CLIENT_AUTH }: PeerSettings): Peer {
  return EDGE_CLIENT_AUTH === 'required'
    ? rejectCertificate(undefined, 'presented no client certificate')
    : { trusted: true, name: undefined };
}

function classifyCertificate(
  certificate: X509Certificate,
  socket: TLSSocket,
  { EDGE_CLIENT_NAMES }: PeerSettings,
): Peer {
  const { names, description } = readClientCertificate(certificate);
  const name = names[0] === undefined ? undefined : displayCertificateName(names[0]);
  if (!socket.authorized) {
    const code = String(socket.authorizationError);
    return rejectCertificate(name, `${description}: ${describeCertificateFault(certificate, code)}`);
  }
  const isAllowed =
    EDGE_CLIENT_NAMES.length === 0 ||
    names.some((each) => EDGE_CLIENT_NAMES.some((one) => areEqualNames(one, each)));
  if (isAllowed) return { trusted: true, name };
  const reason = `${description}: none of its names is in EDGE_CLIENT_NAMES`;
  return {
    trusted: false,
    name,
    fault: 'name',
    publicReason: 'its certificate carries no allowed name',
    reason,
  };
}

function rejectCertificate(name: string | undefined, reason: string): UntrustedPeer {
  return {
    trusted: false,
    name,
    fault: 'certificate',
    publicReason: 'its certificate is not valid here',
    reason,
  };
}

function areEqualNames(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
