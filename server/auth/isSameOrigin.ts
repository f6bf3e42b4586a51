import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from one of our own pages, or from no page at all (curl). Browsers name the page's origin in
 * every request that changes something and in every WebSocket handshake; cookies alone would let any page act.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
