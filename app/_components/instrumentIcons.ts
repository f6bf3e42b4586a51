import {
  AudioWaveform,
  Drum,
  Guitar,
  GuitarElectric,
  MicVocal,
  Piano,
  Waves,
  createLucideIcon,
  type LucideIcon,
} from 'lucide-react';
import type { Instrument } from '#server/contract/instruments';

/* Drawn on the set's 24 px grid, for what it does not have. */
const Maracas = createLucideIcon('maracas', [
  ['ellipse', { cx: '15.5', cy: '7.5', rx: '4.5', ry: '5.2', transform: 'rotate(45 15.5 7.5)', key: 'head' }],
  ['path', { d: 'M12 11.5 4 20', key: 'handle' }],
  ['path', { d: 'M14.5 7h.01M17 9h.01', key: 'seeds' }],
]);
const Violin = createLucideIcon('violin', [
  [
    'path',
    {
      d: 'M14.5 9.5c-1.4-1.4-3.3-1-4.2-.1-.9.9-.3 2-1.3 2.6-1 .7-2.4.2-3.8 1.6-1.8 1.8-1.4 4.3-.2 5.4s3.6 1.6 5.4-.2c1.4-1.4.9-2.8 1.6-3.8.6-1 1.7-.4 2.6-1.3.9-.9 1.3-2.8-.1-4.2Z',
      key: 'body',
    },
  ],
  ['path', { d: 'm9 15 10.5-10.5', key: 'neck' }],
  ['path', { d: 'm18 3 3 3', key: 'scroll' }],
]);
const Trumpet = createLucideIcon('trumpet', [
  ['path', { d: 'M2 9h3l2 1h9c2 0 4-1 6-4v10c-2-3-4-4-6-4', key: 'bell' }],
  ['path', { d: 'M16 12v1a4 4 0 0 1-4 4h-2a3.5 3.5 0 0 1 0-7', key: 'tube' }],
  ['path', { d: 'M9 10V6M12 10V6M15 10V6', key: 'valves' }],
]);

export const INSTRUMENT_ICONS: Record<Instrument, LucideIcon> = {
  drums: Drum,
  percussion: Maracas,
  bass: GuitarElectric,
  keys: Piano,
  guitar: Guitar,
  strings: Violin,
  brass: Trumpet,
  lead: AudioWaveform,
  pad: Waves,
  voice: MicVocal,
};

export const INSTRUMENT_NAMES: Record<Instrument, string> = {
  drums: 'Drums',
  percussion: 'Percussion',
  bass: 'Bass',
  keys: 'Keys',
  guitar: 'Guitar',
  strings: 'Strings',
  brass: 'Brass',
  lead: 'Lead',
  pad: 'Pad',
  voice: 'Voice',
};
