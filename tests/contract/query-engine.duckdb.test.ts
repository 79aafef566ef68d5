import { startDuckDbEngine } from '../support/duckdb-engine';
import { queryEngineContract } from './query-engine.suite';

queryEngineContract('DuckDB', () => startDuckDbEngine(), {
  numbers: (count) => `SELECT range FROM range(${count}) ORDER BY range`,
  unordered: (count) => `SELECT range FROM range(${count})`,
  endless: 'SELECT count(*) FROM range(10000000000) AS a(x), range(100000) AS b(y)',
  functions: ['range', 'count'],
});
