import { afterAll } from 'vitest';
import { endConsoles } from './console';

// tells no test that it failed: that one has said so
afterAll(endConsoles);
