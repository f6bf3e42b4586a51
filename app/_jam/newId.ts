/** A fresh id for an op, track or clip: 22 random letters and digits, no two alike in practice. */
export const newId = (randomBytes: () => Uint8Array = elevenBytes): string =>
  Array.from(randomBytes(), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Not `randomUUID`: browsers hide it from pages that came over plain http, as in a local network. */
const elevenBytes = (): Uint8Array => crypto.getRandomValues(new Uint8Array(11));
