import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from one of our own pages, or from no page at all (curl). Browsers name the page's origin in
 * every request that changes something and in every WebSocket handshake; cookies alone would let any page act.
 *
 * @param publicUrl where the pages are reached when a proxy in front does not hand on their host
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicUrl?: string): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  try {
    const page = new URL(origin);
    return page.host === host || (publicUrl !== undefined && page.origin === new URL(publicUrl).origin);
  } catch {
    return false;
  }
}
