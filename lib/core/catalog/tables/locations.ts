import { brokenTable } from '@/lib/model/errors';

interface Place {
  /** empty when the text has none */
  readonly scheme: string;
  /** null: not said, which is any */
  readonly authority: string | null;
  /** names below the root of that scheme; relative places have none above */
  readonly names: readonly string[];
  readonly isRelative: boolean;
}

const FOLDERS_MAX = 10_000;
const SAME_SCHEME: Readonly<Record<string, string>> = { s3a: 's3', s3n: 's3', viewfs: 'hdfs', webhdfs: 'hdfs' };

/**
 * Finds recorded paths of one table in the store. Writers spell one place in many ways (`file:/x`, `file:///x`, `/x`;
 * `hdfs` with and without authority; `s3a` and `s3`; relative), and a folder that was copied from elsewhere still says
 * where it was. What lies neither in the table's recorded folder nor in the warehouse is refused, never read.
 */
export class TableLocation {
  /** what metadata calls the warehouse, when that is not where the store is; null when the table is where it says */
  readonly adoptedFrom: string | null;
  private readonly root: Place;
  private readonly recorded: Place;
  private readonly recordedRoot: Place | null;
  private readonly folders = new Map<string, string>();
  /** the table's own folder as metadata spells it, with a `/`, and where that is in the store */
  private readonly spelled: { readonly recorded: string; readonly here: string };

  /** `isElsewhere` says that the recorded folder, although inside this warehouse, is another table's. */
  constructor(private readonly folder: string, rootUri: string, location: string, isElsewhere = false) {
    this.root = parsePlace(rootUri);
    this.recorded = parsePlace(location);
    const below = this.recorded.isRelative ? null : namesBelow(this.root, this.recorded);
    const isHere = below !== null && !isElsewhere;
    const own = folder.slice(1).split('/');
    const tail = this.recorded.names.slice(-own.length);
    const keepsPlace = tail.length === own.length && tail.every((name, i) => name === own[i]);
    this.recordedRoot = !isHere && keepsPlace ? { ...this.recorded, names: this.recorded.names.slice(0, -own.length) } : null;
    this.adoptedFrom = isHere ? null : location;
    this.spelled = { recorded: `${location}/`, here: below === null || !isHere ? `${folder}/` : `/${[...below, ''].join('/')}` };
  }

  /** Store path of a recorded path. Throws BROKEN_TABLE for one that lies outside. */
  resolve(path: string): string {
    // below the table's own folder nothing but names follows, as long as each is one
    const { recorded, here } = this.spelled;
    if (path.startsWith(recorded) && !path.includes('//', recorded.length - 1) && !path.includes('/.', recorded.length - 1) && !path.endsWith('/')) return here + path.slice(recorded.length);
    // thousands of files lie in a few folders: each folder is understood once
    const end = path.lastIndexOf('/');
    const name = path.slice(end + 1);
    if (end <= 0 || name === '' || name === '.' || name === '..') return this.understand(path);
    const folder = path.slice(0, end);
    let known = this.folders.get(folder);
    if (known === undefined) {
      const whole = this.understand(path);
      if (!whole.endsWith(`/${name}`)) return whole;
      known = whole.slice(0, -name.length);
      if (this.folders.size >= FOLDERS_MAX) this.folders.clear();
      this.folders.set(folder, known);
    }
    return known + name;
  }

  private understand(path: string): string {
    const place = parsePlace(path);
    if (this.adoptedFrom === null) {
      const inRoot = namesBelow(this.root, place);
      if (inRoot !== null) return asPath(inRoot, path);
      if (place.isRelative) return asPath([...this.folder.slice(1).split('/'), ...place.names], path);
      throw outside(path);
    }
    const inTable = namesBelow(this.recorded, place);
    if (inTable !== null) return asPath([...this.folder.slice(1).split('/'), ...inTable], path);
    const inRecordedRoot = this.recordedRoot === null ? null : namesBelow(this.recordedRoot, place);
    if (inRecordedRoot !== null) return asPath(inRecordedRoot, path);
    if (place.isRelative) return asPath([...this.folder.slice(1).split('/'), ...place.names], path);
    const inRoot = namesBelow(this.root, place);
    if (inRoot !== null) return asPath(inRoot, path);
    throw outside(path);
  }
}

/** Store path of a table's recorded folder when that lies in this warehouse; null otherwise. */
export function pathInStore(rootUri: string, location: string): string | null {
  const place = parsePlace(location);
  const names = place.isRelative ? null : namesBelow(parsePlace(rootUri), place);
  return names === null ? null : `/${names.join('/')}`;
}

function parsePlace(text: string): Place {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/]*))?(.*)$/.exec(text);
  const scheme = (match?.[1] ?? '').toLowerCase();
  const known = SAME_SCHEME[scheme] ?? scheme;
  const authority = match?.[2] === undefined || match[2] === '' || match[2] === 'localhost' ? null : match[2];
  const rest = match === null ? text : (match[3] ?? '');
  // file://data/x has no machine called data in it: writers that keep relative paths spell them so.
  const asRelative = known === 'file' && authority !== null;
  const names = (asRelative ? `${authority}${rest}` : rest).split('/').filter((name) => name !== '' && name !== '.');
  return { scheme: known, authority: asRelative ? null : authority, names, isRelative: asRelative || ((known === 'file' || known === '') && !rest.startsWith('/')) };
}

/** Names of `place` below `parent`, or null when it is not inside. */
function namesBelow(parent: Place, place: Place): readonly string[] | null {
  if (parent.isRelative !== place.isRelative || !isSameSystem(parent, place)) return null;
  return parent.names.every((name, i) => place.names[i] === name) ? place.names.slice(parent.names.length) : null;
}

/** A path without a scheme names the store's own file system, whichever that is. */
function isSameSystem(a: Place, b: Place): boolean {
  if (a.scheme === '' || b.scheme === '') return a.scheme !== 's3' && b.scheme !== 's3';
  return a.scheme === b.scheme && (a.authority === null || b.authority === null || a.authority === b.authority);
}

function asPath(names: readonly string[], recorded: string): string {
  if (names.includes('..')) throw outside(recorded);
  return `/${names.join('/')}`;
}

const outside = (path: string) => brokenTable(`The table names the file ${path}, which lies outside its warehouse and is not read.`, path);
