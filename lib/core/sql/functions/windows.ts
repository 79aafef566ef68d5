import type { SqlFunction } from './definition';

export const WINDOWS: readonly SqlFunction[] = [];
