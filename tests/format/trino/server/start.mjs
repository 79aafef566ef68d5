// Starts Trino's core out of Maven: 426 with the catalogs tpch and memory, or another version and other plugins. Needs JDK 17, Maven and about 130 MB of downloads the
// first time; everything lies in one folder, which may be deleted.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask } from './ask.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
/** A catalog for each plugin; Iceberg's keeps its tables in a folder of the server's own. */
const CATALOGS = {
  tpch: ['tpch', 'connector.name=tpch'], memory: ['memory', 'connector.name=memory'],
  iceberg: ['lake', 'connector.name=iceberg\niceberg.catalog.type=TESTING_FILE_METASTORE\nhive.metastore.catalog.dir=FOLDER/warehouse\niceberg.file-format=PARQUET\niceberg.unique-table-location=false'],
};

/**
 * @param {{ folder: string, port: number, java?: string, version?: string, plugins?: ('tpch' | 'memory' | 'iceberg')[] }} options java: home of a JDK 17
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} rejects when the server is not ready within three minutes
 */
export async function startTrino({ folder, port, java = process.env.JAVA_HOME ?? '/usr', version = '426', plugins = ['tpch', 'memory'] }) {
  mkdirSync(folder, { recursive: true });
  const run = (program, ...args) => execFileSync(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...(java === '/usr' ? {} : { JAVA_HOME: java }) } });
  const classpath = join(folder, 'classpath');
  if (!existsSync(classpath)) run('mvn', '-q', '-B', '-ntp', '-f', join(here, 'pom.xml'), 'dependency:build-classpath', `-Dmdep.outputFile=${classpath}`, `-Dtrino.version=${version}`);
  for (const plugin of plugins) {
    if (existsSync(join(folder, 'plugin', plugin))) continue;
    run('mvn', '-q', '-B', '-ntp', 'dependency:copy', `-Dartifact=io.trino:trino-${plugin}:${version}:zip`, `-DoutputDirectory=${folder}`);
    mkdirSync(join(folder, 'plugin', plugin), { recursive: true });
    run('unzip', '-q', '-j', `trino-${plugin}-${version}.zip`, '-d', join('plugin', plugin));
  }
  const jars = readFileSync(classpath, 'utf8');
  run(join(java, 'bin', 'javac'), '-cp', jars, '-d', folder, join(here, 'Start.java'));
  mkdirSync(join(folder, 'etc', 'catalog'), { recursive: true });
  const url = `http://127.0.0.1:${port}`;
  writeFileSync(join(folder, 'etc', 'config.properties'), [
    'coordinator=true', 'node-scheduler.include-coordinator=true', `http-server.http.port=${port}`, `discovery.uri=${url}`, 'node.internal-address=127.0.0.1',
    'query.max-memory=600MB', 'query.max-memory-per-node=500MB', 'memory.heap-headroom-per-node=300MB',
  ].join('\n'));
  for (const plugin of plugins) {
    const [catalog, lines] = CATALOGS[plugin];
    writeFileSync(join(folder, 'etc', 'catalog', `${catalog}.properties`), `${lines.replace('FOLDER', folder)}\n`);
  }
  const log = openSync(join(folder, 'server.log'), 'a');
  const server = spawn(join(java, 'bin', 'java'), [
    '-Xmx1500M', '-XX:+UseG1GC', '-XX:+ExitOnOutOfMemoryError', '-XX:ReservedCodeCacheSize=256M', '-Djdk.attach.allowAttachSelf=true', '-Dfile.encoding=UTF-8', '-Duser.timezone=UTC',
    '-cp', `${folder}:${jars}`, '-Dnode.environment=recording', '-Dnode.id=recorder', '-Dnode.bind-ip=127.0.0.1', `-Dnode.data-dir=${join(folder, 'data')}`, '-Dconfig=etc/config.properties', 'Start', version,
  ], { cwd: folder, stdio: ['ignore', log, log] });
  const exited = new Promise((resolve) => server.once('exit', resolve));
  const stop = async () => {
    server.kill('SIGTERM');
    await exited;
  };
  const deadline = Date.now() + 180_000;
  for (;;) {
    // it answers before its own node is known to it, and queries fail until then
    const ready = await ask(url, 'SELECT count(*) FROM nation').then((answer) => 'rows' in answer, () => false);
    if (ready) return { url, stop };
    if (Date.now() > deadline || server.exitCode !== null) {
      await stop();
      throw new Error(`Trino did not start; see ${join(folder, 'server.log')}`);
    }
    await new Promise((resolve) => { setTimeout(resolve, 500); });
  }
}
