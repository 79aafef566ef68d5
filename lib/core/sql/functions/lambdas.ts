import type { SqlFunction } from './definition';

export const LAMBDAS: readonly SqlFunction[] = [];
