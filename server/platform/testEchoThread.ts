import { serveRequests } from './serveRequests';

/** For tests: answers what it is asked, fails or dies on demand. */
serveRequests(async (request: { say: string }) => {
  if (request.say === 'fail') throw new RangeError('asked to fail');
  if (request.say === 'die') process.exit(3);
  if (request.say === 'hang') for (;;);
  return { value: request.say };
}, 'hello');
