// Bundles every server/*.ts into dist/*.mjs, each entry only when something that went into it has changed.
// Run directly, or import build() where a bundle is needed before a child is forked.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

// Into the bundle go packages that plain Node cannot load by themselves, and the CommonJS ones of children that are started for
// each statement: of such a package Node reads every file once more to tell what names it exports, which was more than half of
// the processor time of a start. All others are resolved when it runs.
const bundledPackages = new Set(['dt-sql-parser', 'antlr4ng', 'antlr4-c3', '@duckdb/node-api', 'lossless-json', 'murmurhash3js-revisited']);

const externalPackages = {
  name: 'external-packages',
  /** @param {esbuild.PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@/')) return undefined;
      const parts = path.split('/');
      const name = path.startsWith('@') ? `${parts[0]}/${parts[1]}` : parts[0];
      return bundledPackages.has(name ?? '') ? undefined : { path, external: true };
    });
  },
};

/** @param {string} file */
const hash = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

const toolHash = () => `${esbuild.version} ${hash(fileURLToPath(import.meta.url))} ${hash(join(root, 'tsconfig.json'))}`;

/** @param {string} name */
function isFresh(name) {
  try {
    readFileSync(join(dist, `${name}.mjs`));
    const stamp = JSON.parse(readFileSync(join(dist, `${name}.stamp.json`), 'utf8'));
    return stamp.tool === toolHash() && Object.entries(stamp.inputs).every(([file, sum]) => hash(join(root, file)) === sum);
  } catch {
    return false;
  }
}

/**
 * Writes beside the target and renames, so that two builds at once both end with a whole file.
 * @param {string} file
 * @param {string | Uint8Array} content
 */
function replaceFile(file, content) {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

/** @param {string} name */
async function bundle(name) {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [join('server', `${name}.ts`)],
    outfile: join('dist', `${name}.mjs`),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    loader: { '.sql': 'text' },
    // CommonJS packages inside an ES module bundle call require for Node's own modules.
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    plugins: [externalPackages],
  });
  const inputs = Object.fromEntries(Object.keys(result.metafile.inputs).map((file) => [relative(root, join(root, file)), hash(join(root, file))]));
  for (const output of result.outputFiles) replaceFile(output.path, output.contents);
  replaceFile(join(dist, `${name}.stamp.json`), JSON.stringify({ tool: toolHash(), inputs }));
}

/**
 * Builds the named entries (all of server/*.ts when none is named) that are stale.
 * @param {...string} names entries without folder and ending, for example 'duckdb-worker'
 * @returns {Promise<string[]>} the entries that were built; rejects with esbuild's error when one does not compile
 */
export async function build(...names) {
  mkdirSync(dist, { recursive: true });
  const entries = names.length > 0 ? names : readdirSync(join(root, 'server')).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')).map((file) => file.slice(0, -3));
  const stale = entries.filter((name) => !isFresh(name));
  await Promise.all(stale.map(bundle));
  return stale;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const built = await build(...process.argv.slice(2));
  console.log(built.length === 0 ? 'dist is current' : `built ${built.join(', ')} in ${Math.round(performance.now() - started)} ms`);
}
