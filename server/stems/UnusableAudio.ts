/** The file cannot become a stem. The message is a sentence saying what is wrong and what would help (UP2). */
export class UnusableAudio extends Error {
  override name = 'UnusableAudio';
}
