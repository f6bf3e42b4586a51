// A worker thread begins in plain JavaScript: with Node 20 the TypeScript loader of the main thread does not reach it.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entryFile);
