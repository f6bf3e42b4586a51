import {
  AudioWaveform,
  Drum,
  Guitar,
  MicVocal,
  Piano,
  Waves,
  createLucideIcon,
  type LucideIcon,
} from 'lucide-react';
import type { Instrument } from '#server/contract/instruments';

/* Drawn on the set's 24 px grid, for what it does not have. */
const Bongos = createLucideIcon('bongos', [
  ['ellipse', { cx: '7.5', cy: '7', rx: '5.5', ry: '2.5', key: 'large skin' }],
  ['path', { d: 'M2 7v8.5C2 17 4.4 18 7.5 18s5.5-1 5.5-2.5V7', key: 'large drum' }],
  ['ellipse', { cx: '17.5', cy: '9.5', rx: '4.5', ry: '2', key: 'small skin' }],
  ['path', { d: 'M13 9.5v6c0 1.2 2 2 4.5 2s4.5-.8 4.5-2v-6', key: 'small drum' }],
]);
const BassClef = createLucideIcon('bass-clef', [
  ['path', { d: 'M5 9a5 5 0 1 1 10 .5c0 5-4.5 9-10 11', key: 'curve' }],
  ['circle', { cx: '6.5', cy: '9.5', r: '1.3', key: 'head' }],
  ['path', { d: 'M19.5 7h.01M19.5 12h.01', key: 'dots' }],
]);
const Violin = createLucideIcon('violin', [
  [
    'path',
    {
      d: 'M10 10c-2.2.2-3.2 1.7-2.7 3.2.3 1 0 1.6-.8 2.6C4.6 18.2 6.5 22 12 22s7.4-3.8 5.5-6.2c-.8-1-1.1-1.6-.8-2.6.5-1.5-.5-3-2.7-3.2',
      key: 'body',
    },
  ],
  ['path', { d: 'M12 2v13M9.5 4h5', key: 'neck' }],
  ['path', { d: 'M9.5 18h5', key: 'bridge' }],
]);
const Trumpet = createLucideIcon('trumpet', [
  ['path', { d: 'M2 10h12c3.5 0 6-1.5 8-4v8c-2-2.5-4.5-4-8-4', key: 'bell' }],
  ['path', { d: 'M5.5 10v4a3.5 3.5 0 0 0 3.5 3.5h3.5A3.5 3.5 0 0 0 16 14v-4', key: 'tube' }],
  ['path', { d: 'M8 10V6.5M11 10V6.5M14 10V6.5', key: 'valves' }],
]);

export const INSTRUMENT_ICONS: Record<Instrument, LucideIcon> = {
  drums: Drum,
  percussion: Bongos,
  bass: BassClef,
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
