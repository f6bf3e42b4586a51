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
