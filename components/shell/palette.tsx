'use client';
import { Command } from 'cmdk';
import { Columns3, Layers, Table2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog } from '@/components/ui/dialog';
import { namespaceName, routes } from '@/lib/model/routes';
import { problemOf } from '@/lib/transport/api/client/problem';
import { AREAS, SETTINGS_AREA } from './areas';
import { useDebounced } from './use-debounced';
import { useMe } from './use-me';
import { useChoice, type Link } from './use-choice';
import { useSearch, type Found } from './use-search';

const ITEM = 'flex h-8 cursor-pointer items-center gap-2 rounded-1 px-2 whitespace-nowrap data-[selected=true]:bg-water-soft';
const GROUP = '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:text-ink-3';
const ICON = { size: 14, strokeWidth: 1.6, className: 'shrink-0 text-ink-3', 'aria-hidden': true } as const;

interface Action {
  readonly label: string;
  readonly href: string;
  readonly needs?: string;
}
const ACTIONS: readonly Action[] = [
  { label: 'New query', href: routes.sql({ tab: 'new' }), needs: 'runQueries' },
  { label: 'Make an API token', href: `${routes.account()}?part=tokens` },
  { label: 'Change the password', href: routes.account() },
  { label: 'Guide to the API', href: routes.apiDocs() },
];

/** Finds tables, namespaces and columns by name on the server, and the actions and areas that one may use. */
export function Palette({ open, text, onText, onClose }: { readonly open: boolean; readonly text: string; readonly onText: (text: string) => void; readonly onClose: () => void }) {
  return <Dialog open={open} onClose={onClose} title="Find a table, column or action" hideTitle place="top">{open && <Finder text={text} onText={onText} onClose={onClose} />}</Dialog>;
}

function Finder({ text, onText, onClose }: { readonly text: string; readonly onText: (text: string) => void; readonly onClose: () => void }) {
  const router = useRouter();
  const me = useMe();
  const asked = text.trim();
  const wanted = useDebounced(asked, 120);
  const found = useSearch(wanted, 20);
  const go = (href: string) => {
    onClose();
    router.push(href);
  };
  const matches = (label: string) => label.toLowerCase().includes(asked.toLowerCase());
  const items = (wanted === '' ? [] : (found.data?.items ?? [])).map((item) => ({ ...linkOf(item), item }));
  const places = [...AREAS, SETTINGS_AREA].filter((area) => matches(area.name)).map((area) => ({ value: `area ${area.name}`, href: area.href, area }));
  const actions = ACTIONS.filter((action) => matches(action.label) && (action.needs === undefined || me.data?.can[action.needs] !== false)).map((action) => ({ ...action, value: `action ${action.label}` }));
  const links = [...items, ...places, ...actions];
  const { value, choose, onEnter, forget } = useChoice({ text, links, isOld: asked !== '' && (wanted !== asked || found.isPending || found.isPlaceholderData), go });
  return (
    <Command label="Find" shouldFilter={false} className="-m-1" value={value} onValueChange={choose} onKeyDown={onEnter}>
      <Command.Input value={text} onValueChange={(next) => { forget(); onText(next); }} placeholder="Find a table, column or action" className="h-10 w-full border-b border-hair bg-transparent px-2 text-15 outline-none placeholder:text-ink-3" />
      <Command.List className="max-h-[60dvh] overflow-y-auto pt-1">
        {items.length > 0 && (
          <Command.Group heading="In the lake" className={GROUP}>
            {items.map((link) => <Command.Item key={link.value} value={link.value} onSelect={() => go(link.href)} className={ITEM}><InLake item={link.item} /></Command.Item>)}
          </Command.Group>
        )}
        {places.length + actions.length > 0 && (
          <Command.Group heading="Go to" className={GROUP}>
            {places.map((link) => <Command.Item key={link.value} value={link.value} onSelect={() => go(link.href)} className={ITEM}><link.area.icon {...ICON} />{link.area.name}</Command.Item>)}
            {actions.map((link) => <Command.Item key={link.value} value={link.value} onSelect={() => go(link.href)} className={ITEM}>{link.label}</Command.Item>)}
          </Command.Group>
        )}
        {links.length === 0 && <p className="px-2 py-3 text-12 text-ink-3">{found.error ? problemOf(found.error).detail : found.isFetching ? 'Looking' : `Nothing is called “${asked}”.`}{found.data?.complete === false ? ' Names are still being read.' : ''}</p>}
      </Command.List>
    </Command>
  );
}

function linkOf({ catalog, namespace, table, column }: Found): Link {
  const href = table === null ? routes.namespace(catalog, namespace) : routes.table(catalog, namespace, table, column === null ? 'overview' : 'schema', { filter: column });
  return { value: [catalog, namespace, table, column].join('/'), href };
}

function InLake({ item }: { readonly item: Found }) {
  const where = namespaceName(item.namespace);
  const Icon = item.kind === 'column' ? Columns3 : item.kind === 'table' ? Table2 : Layers;
  return (
    <>
      <Icon {...ICON} />
      <span className={item.kind === 'column' ? 'font-mono text-12' : ''}>{item.column ?? item.table ?? where}</span>
      <span className="min-w-0 truncate text-12 text-ink-3">{[item.catalog, item.kind === 'namespace' ? null : where, item.kind === 'column' ? item.table : null].filter(Boolean).join('.')}</span>
      {item.type !== null && <span className="ml-auto font-mono text-12 text-ink-3">{item.type}</span>}
    </>
  );
}
