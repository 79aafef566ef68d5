import { unsupported } from '@/lib/model/errors';
import { serveOneStatement } from '@/lib/ports/engines/duckdb/worker/serve';

serveOneStatement(() => {
  throw unsupported('Deletion vectors cannot be read yet.');
});
