import type { SqlFunction } from './definition';

export const BITWISE: readonly SqlFunction[] = [];
