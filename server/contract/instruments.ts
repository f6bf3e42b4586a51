import { z } from 'zod';

/** The instrument classes. CONTRACT: the position is the model's class id (models/manifest.json repeats it). */
export const INSTRUMENTS = [
  'drums',
  'percussion',
  'bass',
  'keys',
  'guitar',
  'strings',
  'brass',
  'lead',
  'pad',
  'voice',
] as const;

export const Instrument = z.enum(INSTRUMENTS);
export type Instrument = z.infer<typeof Instrument>;

/** Drums and percussion have no key: they are never transposed. */
export const isPitchedInstrument = (instrument: Instrument): boolean =>
  instrument !== 'drums' && instrument !== 'percussion';
