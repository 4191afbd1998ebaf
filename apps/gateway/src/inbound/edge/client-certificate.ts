import type { X509Certificate } from 'node:crypto';
import { displayText } from '#oicp';

/** What a caller’s certificate says. Untrusted input, even where a known authority signed it. */
export interface ClientCertificate {
  /** Common names first, then DNS names, unchanged. */
  readonly names: readonly string[];
  /** Its names and its authority for a person, short and without control characters. */
  readonly description: string;
}

const LONGEST_NAME = 64;
const MOST_NAMES = 3;

/** Reads names and issuer of a certificate. */
export function readClientCertificate(certificate: X509Certificate): ClientCertificate {
  const { subject, issuer } = certificate.toLegacyObject();
  const common = textsOf(subject.CN);
  const dns = dnsNames(certificate.subjectAltName ?? '');
  const others = dns.length === 0 ? '' : `, DNS ${listNames(dns)}`;
  const name = common.length === 0 ? 'no common name' : `common name ${listNames(common)}`;
  const authority = [...textsOf(issuer.CN), ...textsOf(issuer.O)];
  const by = authority.length === 0 ? 'an authority without a name' : listNames(authority);
  return { names: [...common, ...dns], description: `certificate with ${name}${others}, issued by ${by}` };
}

/** A name of a certificate for log, journal and API: without control characters, at most 64 characters. */
export function displayCertificateName(name: string): string {
  const clean = displayText(name);
  return clean.length <= LONGEST_NAME ? clean : `${displayText(clean.slice(0, LONGEST_NAME))}…`;
}

/** Node returns a list where a certificate has several, contrary to its types. */
function textsOf(value: unknown): readonly string[] {
  return [value].flat().filter((each) => typeof each === 'string');
}

/**
 * The DNS names of a subjectAltName as Node writes it: `DNS:a.example, URI:urn:x, DNS:"b\u002c c"`. Commas within an
 * entry are escaped, and `DNS:` may also be found within one of another type: only an entry that begins with it is one.
 */
function dnsNames(alternativeNames: string): readonly string[] {
  return alternativeNames
    .split(', ')
    .filter((entry) => entry.startsWith('DNS:'))
    .map((entry) => unquote(entry.slice('DNS:'.length)));
}

function unquote(name: string): string {
  if (!name.startsWith('"')) return name;
  try {
    return String(JSON.parse(name));
  } catch {
    return name;
  }
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((each) => `"${displayCertificateName(each)}"`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
