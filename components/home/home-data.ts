import type { client } from '@/lib/transport/api/client';

export type HomeData = Awaited<ReturnType<typeof client.system.home>>;
export type Attention = HomeData['attention'][number];
export type HomeRun = HomeData['recent'][number];
export type HomeJob = HomeData['jobs'][number];
