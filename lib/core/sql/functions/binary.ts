import type { SqlFunction } from './definition';

export const BINARY: readonly SqlFunction[] = [];
