import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './clientAddress';

const from = (remoteAddress: string, forwarded?: string) =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as unknown as IncomingMessage;

describe('clientAddress', () => {
  it('believes X-Forwarded-For only behind a proxy, and there only what the proxy added', () => {
    expect(clientAddress(from('10.0.0.9', '1.2.3.4'), false)).toBe('10.0.0.9');
    expect(clientAddress(from('127.0.0.1', 'invented, 5.6.7.8'), true)).toBe('5.6.7.8');
    expect(clientAddress(from('127.0.0.1'), true)).toBe('127.0.0.1');
  });
});
