'use client';
import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { FilterField } from '@/components/ui/filter-field';
import { PasswordField } from '@/components/ui/password-field';
import { RadioGroup } from '@/components/ui/radio-group';
import { Segments } from '@/components/ui/segments';
import { Select } from '@/components/ui/select';
import { SuggestField } from '@/components/ui/suggest-field';
import { Switch } from '@/components/ui/switch';
import { TextField } from '@/components/ui/text-field';

const CODECS = [{ value: 'zstd', label: 'zstd' }, { value: 'gzip', label: 'gzip' }, { value: 'none', label: 'not compressed' }] as const;
const SPANS = [{ value: '12', label: '12 h' }, { value: '7', label: '7 d' }, { value: '30', label: '30 d' }] as const;
const SCOPES = [{ value: 'read', label: 'Read', help: 'Sees what you see, changes nothing.' }, { value: 'all', label: 'All', help: 'May do what you may.' }] as const;

export function Inputs() {
  const [codec, setCodec] = useState<(typeof CODECS)[number]['value']>('zstd');
  const [span, setSpan] = useState<(typeof SPANS)[number]['value']>('12');
  const [scope, setScope] = useState<(typeof SCOPES)[number]['value']>('read');
  const [on, setOn] = useState(true);
  const [text, setText] = useState('');
  return (
    <div className="grid gap-4">
      <div className="grid grid-cols-6 gap-x-4 gap-y-3 max-[1100px]:grid-cols-2 max-sm:grid-cols-1">
        <TextField label="Name" defaultValue="orders_v2" />
        <span data-shown="focus"><TextField label="Focused" defaultValue="orders_v2" /></span>
        <TextField label="Empty" placeholder="For example orders_v2" help="As engines name it" />
        <TextField label="Wrong" defaultValue="orders v2" error="No spaces: use letters, digits and _" />
        <TextField label="Disabled" defaultValue="orders_v2" disabled help="Renaming needs the right alter" />
        <Select label="Choice" value={codec} options={CODECS} onChange={setCodec} />
        <PasswordField label="Password" defaultValue="horse battery" />
        <TextField label="Typed code" mono defaultValue="5127740913392018846" />
        <div className="self-end"><FilterField label="Filter tables" placeholder="Filter tables" value={text} onChange={setText} /></div>
        <div className="self-end"><FilterField label="Filter that is set" placeholder="Filter" value="orders" onChange={() => undefined} /></div>
        <SuggestField label="Text with suggestions" value={text} options={[{ value: 'long', note: 'bigint' }, { value: 'string', refused: 'int cannot become string' }]} foot="One may type anything." onChange={setText} />
        <Select label="Disabled choice" disabled value={codec} options={CODECS} onChange={setCodec} />
        <TextField large label="Large, sign-in only" defaultValue="admin" />
      </div>
      <div className="flex flex-wrap items-start gap-x-5 gap-y-3">
        <Checkbox label="Checked" checked={on} onChange={setOn} />
        <Checkbox label="Some" checked={false} some onChange={setOn} />
        <Checkbox label="Not" checked={!on} onChange={(next) => setOn(!next)} />
        <Checkbox label="Disabled" checked disabled onChange={setOn} />
        <Switch label={on ? 'On' : 'Off'} on={on} onChange={setOn} />
        <Switch label="Off" on={false} onChange={() => undefined} />
        <Switch label="Disabled" on={false} disabled onChange={() => undefined} />
        <Segments label="Window" value={span} options={SPANS} onChange={setSpan} />
        <RadioGroup label="Scope" value={scope} options={SCOPES} onChange={setScope} />
      </div>
    </div>
  );
}
