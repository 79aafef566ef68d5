import { crc32 } from 'node:zlib';
import { readDeletionVector } from '@/lib/model/iceberg/deletes/deletion-vector';
import { serveOneStatement } from '@/lib/ports/engines/duckdb/worker/serve';

serveOneStatement((blob, file) => readDeletionVector(blob, file, crc32));
