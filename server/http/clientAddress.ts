import type { IncomingMessage } from 'node:http';

/**
 * Whose request this is, for rates. Behind a proxy (PUBLIC_URL is set) it is what the proxy added last to
 * `X-Forwarded-For`; otherwise that header is whatever the sender wrote, and is not believed.
 */
export function clientAddress(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  isBehindProxy: boolean,
): string {
  const forwarded = isBehindProxy ? request.headers['x-forwarded-for'] : undefined;
  const last = String(forwarded ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return last || request.socket.remoteAddress || 'unknown';
}
