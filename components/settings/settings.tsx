'use client';
import { useQuery } from '@tanstack/react-query';
import { PageHead } from '@/components/shell/page-head';
import { Part } from '@/components/shell/part';
import { api } from '@/lib/transport/api/client';
import { About } from './about';
import { Parts } from './parts';
import { SettingGroups } from './setting-groups';
import { Walls } from './walls';

/** What runs where, what its limits are, and what stands around people's SQL. Read only: settings come from the environment. */
export function Settings() {
  const settings = useQuery(api.system.settings.queryOptions());
  return (
    <main className="min-h-0 min-w-0 grow overflow-y-auto">
      <PageHead title="Settings" facts={<span>Settings come from the environment when the console starts; here they are read.</span>} />
      <div className="px-5 pt-3.5 pb-5 max-sm:px-4">
        <Part query={settings} what="The settings" rows={12}>
          {(data) => (
            <div className="grid grid-cols-[minmax(0,1fr)_376px] gap-9 max-[1100px]:grid-cols-1 max-[1100px]:gap-5">
              <div className="flex min-w-0 flex-col gap-5">
                <Parts items={data.parts} />
                <SettingGroups items={data.settings} />
              </div>
              <div className="flex min-w-0 flex-col gap-5 max-[1100px]:row-start-1">
                <About data={data} />
                <Walls items={data.walls} />
              </div>
            </div>
          )}
        </Part>
      </div>
    </main>
  );
}
