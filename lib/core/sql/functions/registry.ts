import { AGGREGATES } from './aggregates';
import type { SqlFunction } from './definition';
import { ARRAYS } from './arrays';
import { BINARY } from './binary';
import { BITWISE } from './bitwise';
import { COMPARISON } from './comparison';
import { DATES } from './dates';
import { LAMBDAS } from './lambdas';
import { MAPS } from './maps';
import { MATH } from './math';
import { REGEXP } from './regexp';
import { ROUNDING } from './rounding';
import { STRINGS } from './strings';
import { TEXT_SEARCH } from './text-search';
import { URLS } from './urls';
import { WINDOWS } from './windows';
import { FOREIGN } from './foreign';

const BY_NAME: ReadonlyMap<string, SqlFunction> = new Map([...MATH, ...ROUNDING, ...COMPARISON, ...BITWISE, ...STRINGS, ...TEXT_SEARCH, ...REGEXP, ...URLS, ...BINARY, ...DATES, ...ARRAYS, ...MAPS, ...LAMBDAS, ...AGGREGATES, ...WINDOWS].map((f) => [f.name, f]));

export const findFunction = (name: string): SqlFunction | undefined => BY_NAME.get(name);
export const isAggregate = (name: string): boolean => BY_NAME.get(name)?.kind === 'aggregate' || FOREIGN.aggregates.has(name);
/** Known to Trino, not admitted here. */
export const isForeign = (name: string): boolean => FOREIGN.scalars.has(name) || FOREIGN.aggregates.has(name);
export const allFunctions = (): readonly SqlFunction[] => [...BY_NAME.values()];
