// Makes an empty embedded database in the folder that is named, in a process of its own: it takes seconds and memory
// that is never given back. Two at once both end well: each works beside and renames.
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder to make.');
const unfinished = `${folder}.${process.pid}`;
mkdirSync(dirname(folder), { recursive: true });
const database = await PGlite.create(unfinished);
await database.close();
try {
  renameSync(unfinished, folder);
} catch (error) {
  rmSync(unfinished, { recursive: true, force: true });
  if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) throw error;
}
