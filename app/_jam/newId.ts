/** A fresh id for an op, track or clip: 21 random letters and digits, no two alike in practice. */
export const newId = (randomUuid: () => string = () => crypto.randomUUID()): string =>
  randomUuid().replaceAll('-', '').slice(0, 21);
