import type { X509Certificate } from 'node:crypto';

/** By the codes of OpenSSL’s verification. */
const FAULTS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed and not in EDGE_CLIENT_CA_FILE',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not in EDGE_CLIENT_CA_FILE',
  UNABLE_TO_GET_ISSUER_CERT: 'its authority is not in EDGE_CLIENT_CA_FILE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not in EDGE_CLIENT_CA_FILE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its authority is not in EDGE_CLIENT_CA_FILE',
  CERT_SIGNATURE_FAILURE: 'its signature is not that of the authority in EDGE_CLIENT_CA_FILE',
  CERT_HAS_EXPIRED: 'a certificate of its authority has expired',
  CERT_NOT_YET_VALID: 'a certificate of its authority is not yet valid',
  INVALID_PURPOSE: 'it is not a certificate for clients: its extended key usage lacks clientAuth',
};

/**
 * What is wrong with a certificate that was not accepted, for the operator of the edge.
 *
 * @param code of OpenSSL’s verification
 */
export function describeCertificateFault(
  certificate: X509Certificate,
  code: string,
  now = new Date(),
): string {
  const expiry = describeValidity(certificate, now);
  const isAboutDates = code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID';
  if (expiry !== undefined && isAboutDates) return expiry;
  const fault = FAULTS[code] ?? `it was not accepted (${code})`;
  return expiry === undefined ? fault : `${fault}, and ${expiry}`;
}

function describeValidity({ validFrom, validTo }: X509Certificate, now: Date): string | undefined {
  const [from, to] = [new Date(validFrom), new Date(validTo)];
  if (to < now) return `it expired on ${dayOf(to)}`;
  return from > now ? `it is valid only from ${dayOf(from)}` : undefined;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
