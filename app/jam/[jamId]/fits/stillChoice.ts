/**
 * SG5: what one reaches for does not move. Of the value that is shown and the latest one: which to show now.
 *
 * @param isHeld a pointer or the focus is on it
 * @param look what of a value is seen; null: nothing is, so nothing can move
 */
export function stillChoice<Value>(
  kept: Value,
  latest: Value,
  isHeld: boolean,
  look: (value: Value) => string | null,
): { shown: Value; hasNewer: boolean } {
  const looked = look(kept);
  const mayChange = !isHeld || looked === null || looked === look(latest);
  return mayChange ? { shown: latest, hasNewer: false } : { shown: kept, hasNewer: true };
}
