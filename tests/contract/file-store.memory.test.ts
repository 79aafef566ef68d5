import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { fileStoreSuite } from './file-store.suite';

fileStoreSuite('memory', async () => new MemoryFileStore());
