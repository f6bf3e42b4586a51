/**
 * The parts of Tone.js in use. Its index would open an AudioContext of its own on import; these files do not.
 * Loaded with the first tap on listen, so pages open without it.
 */
export { Context } from 'tone/build/esm/core/context/Context.js';
export { Gain } from 'tone/build/esm/core/context/Gain.js';
export { setContext } from 'tone/build/esm/core/Global.js';
export { Limiter } from 'tone/build/esm/component/dynamics/Limiter.js';
export { Meter } from 'tone/build/esm/component/analysis/Meter.js';
export { Panner } from 'tone/build/esm/component/channel/Panner.js';
export { ToneBufferSource } from 'tone/build/esm/source/buffer/ToneBufferSource.js';
