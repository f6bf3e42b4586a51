import { expect, it } from 'vitest';
import { isSameOrigin } from './isSameOrigin';

it.each([
  [{ host: 'jam.example:3000', origin: 'http://jam.example:3000' }, true],
  [{ host: 'jam.example', origin: 'https://jam.example' }, true],
  [{ host: 'jam.example' }, true],
  [{ host: 'jam.example', origin: 'https://evil.example' }, false],
  [{ host: 'jam.example', origin: 'https://jam.example.evil.example' }, false],
  [{ host: 'jam.example', origin: 'null' }, false],
])('a page at %j may act: %j', (headers, allowed) => expect(isSameOrigin(headers)).toBe(allowed));

it('behind a proxy that hands on another host, the public address counts', () => {
  const headers = { host: 'upstream:3000', origin: 'https://jam.example' };
  expect(isSameOrigin(headers, 'https://jam.example/')).toBe(true);
  expect(isSameOrigin(headers, 'https://other.example')).toBe(false);
});
