import type { SqlFunction } from './definition';

export const DATES: readonly SqlFunction[] = [];
