import type { SqlFunction } from './definition';

export const MATH: readonly SqlFunction[] = [];
