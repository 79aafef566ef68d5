import { serveSpools } from '@/lib/ports/engines/duckdb/reader/serve';

serveSpools();
