/** The numbers of the model's window. CONTRACT: models/manifest.json repeats them and is checked against these. */
export const WINDOW_BEATS = 16;
export const FRAMES_PER_BEAT = 8;
export const FRAMES = WINDOW_BEATS * FRAMES_PER_BEAT;
/** One row per semitone; row r is MIDI note LOWEST_MIDI + r. */
export const ROWS = 84;
export const LOWEST_MIDI = 24;
export const BAND_FRAMES_PER_BEAT = 16;
export const BAND_FRAMES = WINDOW_BEATS * BAND_FRAMES_PER_BEAT;
export const BANDS = 8;
export const VECTOR_SIZE = 640;
/** Hz, mono: what the analysis takes. */
export const ANALYSIS_RATE = 16_000;

export const CQT_SIZE = FRAMES * ROWS;
export const BANDS_SIZE = BAND_FRAMES * BANDS;
/** Bytes of one stored window: constant-Q first, frame by frame, then the bands. */
export const WINDOW_BYTES = CQT_SIZE + BANDS_SIZE;
