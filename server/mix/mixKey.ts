import { createHash } from 'node:crypto';
import type { MixPart } from './mixAnalysis';

/**
 * A name for what the model hears: equal for mixes that differ only in what it does not hear (track order, names, pan, the
 * master level), different where it hears a difference. Levels count relative to the loudest part, in half decibels.
 */
export function mixKeyOf(parts: readonly MixPart[]): string {
  const loudest = Math.max(...parts.map(({ power }) => power));
  const lines = parts.map(({ stemId, power, shift, stemBeats }) => {
    const halfDecibels = Math.round(20 * Math.log10(power / loudest));
    return [stemId, halfDecibels, shift, stemBeats[0]].join(' ');
  });
  return createHash('sha256').update(lines.sort().join('\n')).digest('base64url').slice(0, 22);
}
