import { describe, expect, it } from 'vitest';
import { audioSec, serverMs } from '#server/contract/units';
import { AudioClock } from './AudioClock';

const NOW = 1_790_000_000_000;

describe('AudioClock', () => {
  it('TR1 relates both clocks, to far below a sample at present-day times', () => {
    const clock = new AudioClock();
    for (let i = 0; i < 5; i++) clock.observe(audioSec(3 + i), serverMs(NOW + i * 1000));
    expect(clock.toAudio(serverMs(NOW + 10_000))).toBeCloseTo(13, 5);
    expect(clock.toServer(audioSec(13))).toBeCloseTo(NOW + 10_000, 2);
  });

  it('TR1 single wrong pairs do not move it', () => {
    const clock = new AudioClock();
    for (let i = 0; i < 20; i++) {
      const hiccup = i % 4 === 3 ? 0.12 : 0;
      clock.observe(audioSec(3 + i - hiccup), serverMs(NOW + i * 1000));
    }
    expect(clock.toAudio(serverMs(NOW))).toBeCloseTo(3, 5);
  });

  it('is not relied on before some pairs, nor after the audio clock stood still', () => {
    const clock = new AudioClock();
    clock.observe(audioSec(1), serverMs(NOW));
    expect(clock.isReady).toBe(false);
    clock.observe(audioSec(2), serverMs(NOW + 1000));
    clock.observe(audioSec(3), serverMs(NOW + 2000));
    expect(clock.isReady).toBe(true);
    clock.reset();
    expect(clock.isReady).toBe(false);
    expect(() => clock.toAudio(serverMs(NOW))).toThrow('before it was observed');
  });
});
