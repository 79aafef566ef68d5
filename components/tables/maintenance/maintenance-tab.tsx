'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@/components/ui/link';
import { Button } from '@/components/ui/button';
import { Mark } from '@/components/ui/mark';
import { STATE_MARK, progressWords, type JobItem } from '@/components/shell/jobs/job-words';
import { Part } from '@/components/shell/part';
import { Section } from '@/components/shell/section';
import { Ago } from '@/components/shell/time';
import { useView } from '@/components/shell/use-view';
import { routes } from '@/lib/model/routes';
import { api } from '@/lib/transport/api/client';
import { NoRight } from '../no-right';
import type { TableInfo, TablePlace } from '../table-place';
import { ActionDialog } from './action-dialog';
import { ACTIONS } from './actions';
import { HealthList } from './health-list';

const LOOK_MS = 3000;

/** What keeps the table in shape: its health, what can be done, and what was done. */
export function MaintenanceTab({ place, table }: { readonly place: TablePlace; readonly table: TableInfo }) {
  const view = useView();
  const queries = useQueryClient();
  const health = useQuery(api.maintenance.health.queryOptions({ input: place }));
  const mayMaintain = table.can['maintain'] === true && table.adoptedFrom === null;
  const open = ACTIONS.find(({ kind }) => kind === view.get('act'));
  const close = () => {
    view.set({ act: null });
    void queries.invalidateQueries({ queryKey: api.tables.key() });
    void queries.invalidateQueries({ queryKey: api.maintenance.key() });
  };
  return (
    <div className="flex min-h-0 grow gap-9 overflow-y-auto px-5 py-3 max-[1100px]:flex-col max-[1100px]:gap-5 max-sm:px-4">
      <div className="flex min-w-0 grow flex-col gap-5">
        <Part query={health} what="The table’s health" rows={8} grantors={table.grantors}>{({ checks }) => <HealthList checks={checks} mayMaintain={mayMaintain} onRemedy={(kind) => view.set({ act: kind }, 'push')} />}</Part>
        <Section title="What can be done" note={mayMaintain ? 'each tells first what it would do' : undefined}>
          {mayMaintain ? (
            <ul className="border-t border-rule">
              {ACTIONS.map((action) => (
                <li key={action.kind} className="flex items-start gap-3 border-b border-hair py-2">
                  <div className="min-w-0 grow"><p className="font-strong">{action.name}</p><p className="text-12 text-ink-2">{action.what}</p></div>
                  <Button size="tiny" onClick={() => view.set({ act: action.kind }, 'push')}>{action.verb}…</Button>
                </li>
              ))}
            </ul>
          ) : table.adoptedFrom === null ? <NoRight what="Maintenance" privilege="maintain" on={`table ${place.table}`} grantors={table.grantors} /> : <p className="border-t border-rule py-2 text-12 text-ink-2">This folder was copied from {table.adoptedFrom}; it is read only.</p>}
        </Section>
      </div>
      <div className="w-[376px] shrink-0 max-[1100px]:w-full"><TableJobs place={place} /></div>
      {open !== undefined && mayMaintain && <ActionDialog key={open.kind} place={place} action={open} onClose={close} />}
    </div>
  );
}

function TableJobs({ place: { catalog, namespace, table } }: { readonly place: TablePlace }) {
  const on = `table/${[catalog, namespace, table].map(encodeURIComponent).join('/')}`;
  const jobs = useQuery({ ...api.jobs.list.queryOptions({ input: { on, limit: 20 } }), refetchInterval: LOOK_MS });
  return (
    <Section title="Jobs on this table">
      <Part query={jobs} what="The jobs" rows={4} empty={({ items }) => items.length === 0 && <p className="border-t border-rule py-2 text-12 text-ink-3">No job has run on this table.</p>}>
        {({ items }) => <ul className="border-t border-rule">{items.map((job) => <JobLine key={job.id} job={job} />)}</ul>}
      </Part>
    </Section>
  );
}

function JobLine({ job }: { readonly job: JobItem }) {
  return (
    <li className="border-b border-hair">
      <Link href={routes.job(job.id)} className="block py-1.5 outline-none hover:bg-hover focus-visible:shadow-(--ring)">
        <span className="flex items-center gap-2"><Mark state={STATE_MARK[job.state]} /><span className="min-w-0 grow truncate">{job.title.replace(/ of [^ ]+$| [^ ]+\.[^ ]+$/, '')}{job.dryRun && <span className="text-ink-3">, dry run</span>}</span><span className="shrink-0 text-12 text-ink-3"><Ago at={job.createdAt} /></span></span>
        <span className="block truncate pl-[18px] text-12 text-ink-3">{job.error?.message ?? progressWords(job) ?? job.state}, by {job.user}</span>
      </Link>
    </li>
  );
}
