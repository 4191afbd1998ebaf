/** A request's path that a router can decode: where the percent-encoding is broken, each `%` stands for itself. */
export function toDecodablePath(url: string): string {
  try {
    decodeURIComponent(url);
    return url;
  } catch {
    return url.replaceAll('%', '%25');
  }
}
