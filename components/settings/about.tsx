import { Section } from '@/components/shell/section';
import { Ago, Moment } from '@/components/shell/time';
import { routes } from '@/lib/model/routes';
import type { SettingsData } from './settings-data';

/** Which console this is. */
export function About({ data }: { readonly data: SettingsData }) {
  return (
    <Section title="About">
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 border-t border-rule pt-1 leading-[26px] [&_dt]:text-12 [&_dt]:text-ink-3">
        <dt>Lakehouse Console</dt><dd>{data.version}</dd>
        <dt>Node.js</dt><dd>{data.node.replace(/^v/, '')}</dd>
        <dt>Started</dt><dd><Moment at={data.startedAt} /> <span className="text-ink-3"><Ago at={data.startedAt} /></span></dd>
        <dt>API</dt><dd><a className="rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)" href={routes.apiDocs()}>Guide</a>, <a className="rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)" href="/api/v1/openapi.json">OpenAPI document</a></dd>
        <dt>Licence</dt><dd>Apache 2.0</dd>
      </dl>
    </Section>
  );
}
