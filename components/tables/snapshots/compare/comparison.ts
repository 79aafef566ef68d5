import type { z } from 'zod';
import type { comparison } from '@/lib/transport/api/contract/comparison';

export type Comparison = z.infer<typeof comparison>;
