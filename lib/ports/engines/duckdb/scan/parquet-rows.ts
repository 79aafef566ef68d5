import { HEAD_BYTES, footerHead } from './footer-head';
import { STOP, ThriftCompact } from './thrift-compact';

const NUM_ROWS = 3;
const I64 = 6;
const buffer = Buffer.alloc(HEAD_BYTES);

/** Rows of a whole Parquet file by its footer, or null while it is still being written. */
export function parquetRows(path: string): number | null {
  const footer = footerHead(path, buffer);
  if (footer === null) return null;
  const thrift = new ThriftCompact(footer);
  let rows: number | null = null;
  try {
    thrift.struct((field, type) => {
      if (field !== NUM_ROWS || type !== I64) return thrift.skip(type);
      rows = thrift.integer();
      return STOP;
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return rows;
}
