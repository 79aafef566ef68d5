/** A longer record is a bad one: nobody's row has megabytes, and one of a gigabyte must not be held in memory. */
export const RECORD_BYTES_MAX = 4 * 1024 ** 2;
export const BUFFER_BYTES = 32 * 1024 ** 2;
/** where the engine puts what it could not take apart */
export const REJECTS = 'file_rejects';

/** Options of `read_csv` for a person's file: nothing is guessed, and what cannot be taken apart is put aside. */
export const readingLines = `auto_detect = false, store_rejects = true, rejects_limit = 0, rejects_table = '${REJECTS}', rejects_scan = 'file_reject_scans', max_line_size = ${RECORD_BYTES_MAX}, buffer_size = ${BUFFER_BYTES}`;
