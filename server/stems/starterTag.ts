/** Marks the stems that come with the server; every other stem was uploaded by somebody. */
export const STARTER_TAG = 'starter';
