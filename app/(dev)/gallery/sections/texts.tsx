import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import { Figures as FiguresStrip } from '@/components/ui/figures';
import { Kbd } from '@/components/ui/kbd';
import { Tag } from '@/components/ui/tag';
import { TypeIcon } from '@/components/ui/type-icon';

const SQL = `-- late orders
SELECT carrier, approx_percentile(hours, 0.95) AS p95
FROM shop.orders FOR VERSION AS OF 5127740913392018846
WHERE status = 'shipped'
  AND CAST(total AS decimal(18,2)) > 100`;
const TYPES = ['bigint', 'varchar', 'date', 'timestamp(6) with time zone', 'boolean', 'uuid', 'varbinary', 'array(bigint)', 'row(a bigint)', 'unknown'];

export function Tags() {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Tag>main</Tag><Tag kind="key">id</Tag><Tag kind="key">day</Tag><Tag>bucket 8</Tag><Tag kind="pencil">new</Tag><Kbd>Ctrl K</Kbd><span>61.8<span className="unit">GiB</span></span>
        <span className="flex items-center font-mono text-12">5127…8846<CopyButton text="5127740913392018846" label="Copy the snapshot id" /></span>
      </div>
      <ul className="flex flex-wrap gap-x-3 gap-y-1.5">{TYPES.map((type) => <li key={type} className="flex items-center gap-1.5 font-mono text-12 text-ink-2"><TypeIcon type={type} />{type}</li>)}</ul>
    </div>
  );
}

export function Code() {
  return <CodeBlock code={SQL} label="A query" />;
}

export function Figures() {
  return (
    <FiguresStrip items={[
      { label: 'Rows', value: '412,884,120', note: '+128,914 in 24 h', href: '/gallery/figures' },
      { label: 'Size', value: '61.8', unit: 'GiB', note: '812 files, median 78 MiB' },
      { label: 'Commits', value: '134', note: 'in 24 h, 3 not appends' },
      { label: 'Delete files', value: '14', note: '1.7% of reads merge' },
      { label: 'Columns', value: '\u2013', note: 'not known' },
    ]} />
  );
}

export function Type() {
  return (
    <div className="grid gap-1.5">
      <p className="text-28">28 One figure</p>
      <p className="text-20 font-strong">20 Page title</p>
      <p className="text-15">15 Section, dialog</p>
      <p>13 Body, rows, controls; <b>strong is 600</b></p>
      <p className="text-12">12 Secondary, chips</p>
      <p className="text-11">11 Axis, column header, meta</p>
      <p className="font-mono text-12">12 mono for ids, types, code 0O1lI</p>
      <p>Ελληνικά, кириллица, Łódź, nguyễn</p>
    </div>
  );
}
