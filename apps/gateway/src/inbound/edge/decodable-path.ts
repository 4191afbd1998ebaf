/** The path of a request such that a router can decode it: one whose percent-encoding is broken is taken as it is written. */
export function toDecodablePath(url: string): string {
  try {
    decodeURIComponent(url);
    return url;
  } catch {
    return url.replaceAll('%', '%25');
  }
}
