import { ThriftCompact } from './thrift-compact';

/**
 * Places in a Parquet footer (Thrift compact protocol) that say of a column: instants in UTC, by nanoseconds. DuckDB
 * reads such columns as microseconds, and without those words as what they hold, exactly.
 * Each place is the head byte of `isAdjustedToUTC`, whose low half says true (1) or false (2).
 * Throws RangeError when the footer is cut off or nested beyond reason.
 */
export function zonedNanos(footer: Uint8Array): readonly number[] {
  const thrift = new ThriftCompact(footer);
  const places: number[] = [];
  thrift.struct((metadata, metadataType) => {
    if (metadata !== SCHEMA) return thrift.skip(metadataType);
    for (let left = thrift.listSize(); left > 0; left -= 1) thrift.struct((element, type) => (element === LOGICAL_TYPE ? thrift.struct((kind, kindType) => (kind === TIMESTAMP ? readTimestamp(thrift, places) : thrift.skip(kindType))) : thrift.skip(type)));
  });
  return places;
}

// field numbers of parquet.thrift
const SCHEMA = 2;
const LOGICAL_TYPE = 10;
const TIMESTAMP = 8;
const ADJUSTED = 1;
const UNIT = 2;
const NANOS = 3;

// types of the compact protocol
const TRUE = 1;

function readTimestamp(thrift: ThriftCompact, places: number[]): void {
  let adjusted: number | null = null;
  let nanos = false;
  thrift.struct((field, type) => {
    if (field === ADJUSTED && type === TRUE) adjusted = thrift.head;
    else if (field === UNIT) thrift.struct((unit, unitType) => { nanos ||= unit === NANOS; thrift.skip(unitType); });
    else thrift.skip(type);
  });
  if (adjusted !== null && nanos) places.push(adjusted);
}
