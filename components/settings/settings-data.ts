import type { client } from '@/lib/transport/api/client';

export type SettingsData = Awaited<ReturnType<typeof client.system.settings>>;
