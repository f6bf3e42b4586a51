import { INSTRUMENT_NAMES } from '#app/_components/instrumentIcons';
import type { Instrument } from '#server/contract/instruments';
import styles from './InstrumentBars.module.css';

/** Heights that look like music and never change for the same jam. */
const HEIGHTS = [58, 100, 74, 88, 46, 94, 66, 80, 54, 90];

/** A jam's instruments as coloured bars, in track order. */
export function InstrumentBars({ instruments }: { instruments: readonly Instrument[] }) {
  const names = [...new Set(instruments)].map((instrument) => INSTRUMENT_NAMES[instrument]).join(', ');
  return (
    <span className={styles.bars} role="img" aria-label={names || 'No instruments yet'}>
      {instruments.length === 0
        ? Array.from({ length: 8 }, (_, index) => <i key={index} className={styles.silent} />)
        : instruments
            .slice(0, 32)
            .map((instrument, index) => (
              <i
                key={index}
                data-instrument={instrument}
                style={{ height: `${HEIGHTS[(index * 7 + instruments.length) % HEIGHTS.length]}%` }}
              />
            ))}
    </span>
  );
}
