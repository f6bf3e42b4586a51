import type { Instrument } from '#server/contract/instruments';
import { INSTRUMENT_ICONS } from './instrumentIcons';

/** In the instrument's colour. Its name stands beside it or in its owner's label. */
export function InstrumentIcon({ instrument, size = 18 }: { instrument: Instrument; size?: number }) {
  const Icon = INSTRUMENT_ICONS[instrument];
  return (
    <span data-instrument={instrument} style={{ color: 'var(--ink)' }}>
      <Icon size={size} strokeWidth={1.75} aria-hidden />
    </span>
  );
}
