import type { SqlFunction } from './definition';

export const ARRAYS: readonly SqlFunction[] = [];
