import type { SqlFunction } from './definition';

export const AGGREGATES: readonly SqlFunction[] = [];
