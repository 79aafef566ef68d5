'use client';
import { SquareTerminal } from 'lucide-react';
import { useState } from 'react';
import { LinkButton } from '@/components/ui/link-button';
import { TextField } from '@/components/ui/text-field';
import { routes } from '@/lib/model/routes';
import { sqlTableName } from '@/lib/model/sql-name';
import type { CreateWayProps } from './ways';

/** A table of a query's answer is made in the workbench, where the query is written and tried. */
export function FromQuery({ catalog, namespace }: CreateWayProps) {
  const [name, setName] = useState('');
  const table = sqlTableName(catalog, namespace, name.trim() === '' ? 'new_table' : name.trim());
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-ink-2">The workbench opens with <code className="font-mono text-12">CREATE TABLE {table} AS</code> written down. Put your query behind it: its columns become the table’s, and its rows are in the first snapshot.</p>
      <div className="w-72 max-w-full"><TextField label="Name of the table" mono value={name} placeholder="new_table" autoComplete="off" spellCheck={false} onChange={(event) => setName(event.target.value)} /></div>
      <LinkButton variant="primary" href={routes.sql({ text: `CREATE TABLE ${table} AS\nSELECT *\nFROM ` })} icon={<SquareTerminal size={16} strokeWidth={1.6} aria-hidden="true" />}>Write the query</LinkButton>
    </div>
  );
}
