import { createDuckDbEngine, type DuckDbEngine, type DuckDbEngineOptions } from '@/lib/ports/engines/duckdb/duckdb-engine';
import { defaultRunAs } from '@/lib/ports/engines/duckdb/run-as';
import { buildWorkers } from './build-workers';

/** The embedded engine as the console builds it, with children made from the sources as they are now. */
export async function startDuckDbEngine(more: Partial<DuckDbEngineOptions> = {}): Promise<DuckDbEngine> {
  const workers = await buildWorkers('duckdb-worker', 'spool-reader');
  return createDuckDbEngine({ workers, macros: '', runAs: defaultRunAs(), ...more });
}
