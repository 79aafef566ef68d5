import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

interface DiffResult {
  readonly exitCode: number;
  readonly stdout: string | null;
}
interface Engine {
  diff(input: unknown): Promise<DiffResult>;
}
interface EngineModule {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: { new: (options: unknown, onLog: () => void, adapter: unknown) => Promise<Engine> };
}

const schemaPath = 'prisma/schema.prisma';
const filters = { externalTables: [], externalEnums: [] };

/** Its glue keeps one instance in module state, so it is made once. */
let loaded: Promise<EngineModule> | null = null;
const engineModule = (): Promise<EngineModule> => (loaded ??= load());
async function load(): Promise<EngineModule> {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const module = (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'schema_engine_bg.js')).href)) as unknown as EngineModule;
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, 'schema_engine_bg.wasm')), { './schema_engine_bg.js': module as unknown as WebAssembly.ModuleImports });
  module.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  return module;
}

/** Prisma's schema engine as wasm, on a PGlite: `prisma migrate diff` without a download. */
async function openEngine(pglite: PGlite): Promise<{ engine: Engine; files: { path: string; content: string }[] }> {
  const module = await engineModule();
  const content = readFileSync(schemaPath, 'utf8');
  const engine = await module.SchemaEngine.new({ datamodels: [[schemaPath, content]] }, () => undefined, bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(pglite)));
  return { engine, files: [{ path: schemaPath, content }] };
}

/** SQL that leads from `pglite` (with whatever it holds) to schema.prisma; null when there is no difference. */
export async function schemaDrift(pglite: PGlite): Promise<string | null> {
  const { engine, files } = await openEngine(pglite);
  const result = await engine.diff({ from: { tag: 'schemaDatasource', files, configDir: process.cwd() }, to: { tag: 'schemaDatamodel', files }, script: true, exitCode: true, shadowDatabaseUrl: null, filters });
  return result.exitCode === 0 ? null : result.stdout;
}
