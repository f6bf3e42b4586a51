import { describe } from 'vitest';
import { MemoryOpLog } from './MemoryOpLog';
import { opLogSuite } from './opLogSuite';

describe('the fake op log in memory', () => opLogSuite(async () => new MemoryOpLog()));
