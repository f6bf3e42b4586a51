/** The database cannot be used. The message is a sentence for whoever runs the server. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}
