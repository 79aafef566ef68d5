import type { SqlFunction } from './definition';

export const MAPS: readonly SqlFunction[] = [];
