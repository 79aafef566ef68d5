import type { TableMetadata } from '@/lib/model/iceberg';
import type { MaintenanceKind } from '@/lib/model/requests/maintenance';
import type { Skew } from '../tables/files/partitions';
import { counted } from './request';

export interface Measured {
  dataFiles: number;
  dataBytes: number;
  deleteFiles: number;
  rows: number;
  /** rows that position deletes and vectors name; equality deletes count by their own rows */
  deletedRows: number;
  manifests: number;
  manifestsNeeded: number;
  /** small files of the current spec that a rewrite would make fewer: all of a partition but one */
  smallToMany: number;
  partitions: number;
  /** of the current spec; null when there are too few partitions to tell */
  skew: Skew | null;
}

export interface HealthCheck {
  id: 'small-files' | 'delete-files' | 'snapshots' | 'manifests' | 'skew' | 'metadata';
  state: 'good' | 'warn' | 'bad';
  title: string;
  detail: string;
  why: string;
  count: number;
  of: number | null;
  remedy: { kind: MaintenanceKind; label: string } | null;
}

const MIB = 1024 * 1024;
const DAY_MS = 86_400_000;
const TARGET = 512 * MIB;
/** A file this small costs more to open than to read, whatever size the table aims at. */
const SMALL = 32 * MIB;

const property = ({ properties }: TableMetadata, name: string, otherwise: number): number => {
  const text = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return text !== undefined && /^\d{1,15}$/.test(text) && Number(text) > 0 ? Number(text) : otherwise;
};
const smallBytes = (metadata: TableMetadata): number => Math.min(SMALL, property(metadata, 'write.target-file-size-bytes', TARGET) * 0.75);
const grade = (value: number, warn: number, bad: number): HealthCheck['state'] => (value >= bad ? 'bad' : value >= warn ? 'warn' : 'good');
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const percent = (part: number, whole: number): string => `${Math.round(share(part, whole) * 100)} %`;
const mebibytes = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;

/** Files that a rewrite would make fewer: small ones that share their partition with another small one. */
function smallFiles(metadata: TableMetadata, measured: Measured): HealthCheck {
  const bound = smallBytes(metadata);
  const worth = measured.smallToMany;
  const state = grade(worth, 10, 1000);
  return {
    id: 'small-files', state, title: state === 'good' ? 'File sizes are fine' : `${counted(worth, 'file')} too many`,
    detail: `${counted(measured.dataFiles, 'data file')}, ${mebibytes(measured.dataFiles === 0 ? 0 : measured.dataBytes / measured.dataFiles)} on average; small is below ${mebibytes(bound)}, counted where a partition of the current spec has several`,
    why: 'Each file is planned, opened and read for its footer before the first row', count: worth, of: measured.dataFiles, remedy: state === 'good' ? null : { kind: 'compact', label: 'Compact' },
  };
}

function deleteFiles({ deleteFiles: files, deletedRows, rows }: Measured): HealthCheck {
  const state = files === 0 ? 'good' : grade(Math.max(share(deletedRows, rows) / 0.1, files / 100), 1, 10);
  return {
    id: 'delete-files', state, title: files === 0 ? 'No delete files' : `${counted(files, 'delete file')} to apply`, detail: `They name ${counted(deletedRows, 'row')} of ${counted(rows, 'row')}, ${percent(deletedRows, rows)}; from a tenth, or a hundred files, on it is worth writing the data anew`,
    why: 'Every query reads them beside the data and takes the rows out', count: files, of: null, remedy: state === 'good' ? null : { kind: 'compact', label: 'Compact' },
  };
}

function snapshots(metadata: TableMetadata, nowMs: number): HealthCheck {
  const age = property(metadata, 'history.expire.max-snapshot-age-ms', 5 * DAY_MS);
  const old = metadata.snapshots.filter(({ timestampMs }) => timestampMs < nowMs - age).length;
  const state = grade(old, 100, 2000);
  return {
    id: 'snapshots', state, title: `${counted(metadata.snapshots.length, 'snapshot')} kept`, detail: `${old.toLocaleString('en-US')} of them older than ${Math.round(age / DAY_MS)} days, which is what the table keeps; from a hundred on they are worth expiring`,
    why: 'Old snapshots hold on to files that nobody reads, and every commit writes all of them again', count: old, of: metadata.snapshots.length, remedy: old === 0 ? null : { kind: 'expire-snapshots', label: 'Expire snapshots' },
  };
}

function manifests({ manifests: count, manifestsNeeded: needed }: Measured): HealthCheck {
  const state = count < 10 ? 'good' : grade(count / Math.max(1, needed), 2, 20);
  return {
    id: 'manifests', state, title: counted(count, 'manifest'), detail: needed < count ? `${needed.toLocaleString('en-US')} would hold the same` : 'No fewer would hold the same',
    why: 'Planning opens each that may hold matching files', count, of: null, remedy: state === 'good' ? null : { kind: 'rewrite-manifests', label: 'Rewrite manifests' },
  };
}

function skewed({ partitions, skew }: Measured): HealthCheck {
  // small tables are skewed by chance, and it does not matter
  const state = skew === null || skew.bytes < 128 * MIB ? 'good' : grade(skew.times, 10, 100);
  return {
    id: 'skew', state, title: skew === null || state === 'good' ? 'Partitions are even enough' : `${skew.partition} is ${Math.round(skew.times).toLocaleString('en-US')} times the median partition`,
    detail: skew === null ? `${counted(partitions, 'partition')}: too few to be uneven` : `${counted(partitions, 'partition')}; the median holds ${mebibytes(skew.medianBytes)}, the largest ${mebibytes(skew.bytes)}; from ten times and 128 MiB on it is felt`,
    why: 'One partition then takes as long as all others together; a finer transform or a bucket spreads what is written from then on', count: partitions, of: null, remedy: null,
  };
}

function metadataSize(metadata: TableMetadata, bytes: number): HealthCheck {
  const state = grade(bytes, 8 * MIB, 64 * MIB);
  return {
    id: 'metadata', state, title: `Metadata of ${bytes < MIB ? `${Math.ceil(bytes / 1024)} KiB` : mebibytes(bytes)}`, detail: `${counted(metadata.schemas.length, 'schema')}, ${counted(metadata.snapshots.length, 'snapshot')}, ${counted(metadata.metadataLog.length, 'earlier version')} in its log; from 8 MiB on it is felt`,
    why: 'Every reader loads it whole, and every commit writes it whole', count: bytes, of: null, remedy: state === 'good' ? null : { kind: 'expire-snapshots', label: 'Expire snapshots' },
  };
}

/** The checks of a table's health, each with what was counted, the bound, what it costs and what to do. */
export const healthChecks = {
  smallBytes,
  all: (metadata: TableMetadata, measured: Measured, metadataBytes: number, nowMs: number): HealthCheck[] =>
    [smallFiles(metadata, measured), deleteFiles(measured), snapshots(metadata, nowMs), manifests(measured), skewed(measured), metadataSize(metadata, metadataBytes)],
};
