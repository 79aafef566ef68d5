import { unsupported } from '@/lib/model/errors';
import type { IcebergType, Transform } from '@/lib/model/iceberg/types';

/** Names of the functions that `registerHashes` gives a session: Iceberg's hash of a long, of bytes, and of an unscaled decimal as text. */
export const HASH_LONG = 'lakehouse_hash_long';
export const HASH_BYTES = 'lakehouse_hash_bytes';
export const HASH_DECIMAL = 'lakehouse_hash_decimal';

const floorDiv = (value: string, by: string): string => `((${value} - ((${value} % ${by}) + ${by}) % ${by}) // ${by})`;
const unscaledText = (source: string): string => `replace(CAST(${source} AS VARCHAR), '.', '')`;

/** Days since the epoch do not matter here: a date in the calendar, by which DuckDB tells years and months. */
function dateOf(source: string, type: IcebergType): string {
  switch (type.type) {
    case 'date': return source;
    case 'timestamp': case 'timestamptz': return `CAST(CAST(${source} AS TIMESTAMP) AS DATE)`;
    case 'timestamp_ns': case 'timestamptz_ns': return `CAST(make_timestamp(${floorDiv(`epoch_ns(${source})`, '1000')}) AS DATE)`;
    default: throw unsupported(`Columns of type ${type.type} have no date to partition by.`);
  }
}

function hourOf(source: string, type: IcebergType): string {
  switch (type.type) {
    case 'timestamp': case 'timestamptz': return floorDiv(`epoch_us(${source})`, '3600000000');
    case 'timestamp_ns': case 'timestamptz_ns': return floorDiv(`epoch_ns(${source})`, '3600000000000');
    default: throw unsupported(`Columns of type ${type.type} have no hour to partition by.`);
  }
}

function hashOf(source: string, type: IcebergType): string {
  const long = (value: string): string => `${HASH_LONG}(CAST(${value} AS BIGINT))`;
  switch (type.type) {
    case 'int': case 'long': return long(source);
    case 'date': return long(`(${source} - DATE '1970-01-01')`);
    case 'time': case 'timestamp': case 'timestamptz': return long(`epoch_us(${source})`);
    // a bucket of nanoseconds is the bucket of the same instant in microseconds
    case 'timestamp_ns': case 'timestamptz_ns': return long(floorDiv(`epoch_ns(${source})`, '1000'));
    case 'decimal': return `${HASH_DECIMAL}(${unscaledText(source)})`;
    case 'string': return `${HASH_BYTES}(encode(${source}))`;
    case 'uuid': return `${HASH_BYTES}(unhex(replace(CAST(${source} AS VARCHAR), '-', '')))`;
    case 'binary': case 'fixed': return `${HASH_BYTES}(${source})`;
    default: throw unsupported(`Columns of type ${type.type} cannot be put into buckets.`);
  }
}

function truncated(source: string, type: IcebergType, width: number): string {
  const below = (value: string): string => `(${value} - ((${value} % ${width}) + ${width}) % ${width})`;
  // next to the least value the result leaves the type, and is wrapped as Java wraps it
  const wrapped = (value: string, bits: number, to: string): string => `CAST(CASE WHEN ${value} < -${2n ** BigInt(bits - 1)} THEN ${value} + ${2n ** BigInt(bits)} ELSE ${value} END AS ${to})`;
  switch (type.type) {
    case 'int': return wrapped(below(`CAST(${source} AS BIGINT)`), 32, 'INTEGER');
    case 'long': return wrapped(below(`CAST(${source} AS HUGEINT)`), 64, 'BIGINT');
    // unscaled: it may have a digit more than the type
    case 'decimal': return below(`CAST(${unscaledText(source)} AS HUGEINT)`);
    case 'string': return `substring(${source}, 1, ${width})`;
    case 'binary': return `array_slice(${source}, 1, ${width})`;
    default: throw unsupported(`Columns of type ${type.type} cannot be truncated.`);
  }
}

/**
 * A partition transform over a column in the form in which files hold it (spec, Partition Transforms); what it gives is
 * read by `partitionValue` with the transform's result type. UNSUPPORTED for transforms that are not known.
 */
export function transformSql(source: string, type: IcebergType, transform: Transform): string {
  switch (transform.kind) {
    case 'identity': return source;
    case 'void': return 'CAST(NULL AS INTEGER)';
    case 'bucket': return `CAST((${hashOf(source, type)} & 2147483647) % ${transform.buckets} AS INTEGER)`;
    case 'truncate': return truncated(source, type, transform.width);
    case 'year': return `CAST(year(${dateOf(source, type)}) - 1970 AS INTEGER)`;
    case 'month': return `CAST((year(${dateOf(source, type)}) - 1970) * 12 + month(${dateOf(source, type)}) - 1 AS INTEGER)`;
    case 'day': return dateOf(source, type);
    case 'hour': return `CAST(${hourOf(source, type)} AS INTEGER)`;
    case 'unknown': throw unsupported(`The table is partitioned by ${transform.text}, a transform that this console does not know; rows cannot be written to it.`);
  }
}
