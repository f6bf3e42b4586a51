import type { Context } from 'hono';
import { ApiRefusal } from './ApiRefusal';

/**
 * The JSON body. Only `application/json` is read: another site's form cannot send it without asking the browser first,
 * which is what keeps our visitors' cookies from being used behind their backs.
 */
export async function readJson(context: Context): Promise<unknown> {
  if (!context.req.header('content-type')?.startsWith('application/json'))
    throw new ApiRefusal('bad_message', 'Send JSON, with content-type application/json.');
  try {
    return await context.req.json();
  } catch {
    throw new ApiRefusal('bad_message', 'The JSON cannot be read.');
  }
}
