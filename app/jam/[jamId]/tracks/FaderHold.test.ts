import { describe, expect, it } from 'vitest';
import { FaderHold } from './FaderHold';

const aFader = () => {
  const told: string[] = [];
  let pending: (() => void) | null = null;
  const fader = new FaderHold(
    { preview: (value) => told.push(`preview ${value}`), submit: (value) => told.push(`submit ${value}`) },
    (run) => {
      pending = run;
      return () => (pending = null);
    },
  );
  const pass = () => {
    const run = pending;
    pending = null;
    run?.();
  };
  return { fader, told, pass };
};

describe('FaderHold with a fake timer', () => {
  it('many moves are heard here and come to one change, once it has settled', () => {
    const { fader, told, pass } = aFader();
    fader.move(-3);
    fader.move(-6);
    pass();
    fader.letGo(-6);
    expect(told).toEqual(['preview -3', 'preview -6']);
    pass();
    expect(told.slice(2)).toEqual(['submit -6', 'preview null']);
  });

  it('a burst of keys, each let go before it moves as the slider tells it, comes to one change', () => {
    const { fader, told, pass } = aFader();
    for (const value of [0.05, 0.1, 0.15]) {
      fader.letGo(value);
      fader.move(value);
    }
    expect(told).toEqual(['preview 0.05', 'preview 0.1', 'preview 0.15']);
    pass();
    expect(told.slice(3)).toEqual(['submit 0.15', 'preview null']);
    fader.move(0.5);
    pass();
    expect(told.at(-1)).toBe('preview 0.5');
  });

  it('leaving the page before it has settled keeps the change and ends what only we heard', () => {
    const { fader, told, pass } = aFader();
    fader.move(0.4);
    fader.letGo(0.4);
    fader.finish();
    expect(told).toEqual(['preview 0.4', 'submit 0.4', 'preview null']);
    pass();
    fader.finish();
    expect(told).toHaveLength(3);
  });

  it('a fader nobody touched has nothing to tell', () => {
    const { fader, told } = aFader();
    fader.finish();
    expect(told).toEqual([]);
  });
});
