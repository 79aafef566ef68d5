import type { SqlFunction } from './definition';

export const STRINGS: readonly SqlFunction[] = [];
