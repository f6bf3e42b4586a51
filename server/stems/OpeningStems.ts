import type { StemSummary } from '#server/contract/stem';

/** By name in prisma/seed/library.json, in track order. */
export const OPENING_STEMS = ['Basement Four', 'Sixteenth Shaker', 'Left Lane Bass', 'After Hours Tines'];

/** What the open jam begins with, looked for while the starter library comes in. */
export class OpeningStems {
  readonly found: Promise<StemSummary[]>;
  private resolve!: (stems: StemSummary[]) => void;
  private isSettled = false;

  /**
   * @param find those of OPENING_STEMS that are there
   * @param signal the server closes: what is not known by then is for the next start to find
   */
  constructor(
    private readonly find: () => Promise<StemSummary[]>,
    private readonly signal: AbortSignal,
  ) {
    this.found = new Promise((resolve) => (this.resolve = resolve));
  }

  /**
   * Looks whether all of them are there.
   *
   * @param isComplete no more will come: what is there has to do
   * @throws what the database throws
   */
  async look({ isComplete }: { isComplete: boolean }): Promise<void> {
    if (this.isSettled || this.signal.aborted) return;
    const stems = await this.find();
    // An import that was cut short says nothing about what can be had.
    if (this.signal.aborted || (!isComplete && stems.length < OPENING_STEMS.length)) return;
    this.isSettled = true;
    this.resolve(stems);
  }
}
