import type { Item } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Waypoints } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../lib/api';
import { shownOf, useWhy } from '../../lib/evidence';
import { useFormats } from '../../lib/format';
import { keys } from '../../lib/keys';
import { changeTags, connectionsQuery, removeTags } from '../../lib/library';
import { formatSpan } from '../../lib/spans';
import { attempt, useUndo } from '../../lib/undo';
import { withoutTitle } from '../../lib/words';
import { Chip } from '../../ui/Chip';
import { Section } from '../../ui/Section';
import { Strength } from '../../ui/Strength';
import { extractionOf } from './extraction';

/** What belongs to a document: tags, what it says in short, what it is near to and linked with, and where it came from. */
export function Rail({ item }: { readonly item: Item }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const extraction = extractionOf(item);
  const done = item.processing_status === 'completed';
  return (
    <aside aria-label={t('rail.label')} className="flex w-[252px] shrink-0 flex-col gap-5 overflow-y-auto border-s border-line px-4 py-4 max-[1180px]:hidden">
      {extraction?.summary && (
        <Section title={t('rail.summary')}>
          <p dir="auto" className="leading-relaxed">
            {extraction.summary}
          </p>
        </Section>
      )}
      <Section title={t('rail.tags')}>
        <Tags key={item.id} item={item} />
      </Section>
      {(['concepts', 'entities'] as const).map(
        (kind) =>
          extraction && extraction[kind].length > 0 && (
            <Section key={kind} title={t(`rail.${kind}`)}>
              <div className="flex flex-wrap gap-1.5">
                {extraction[kind].map((name) => (
                  <Chip key={name}>{name}</Chip>
                ))}
              </div>
            </Section>
          ),
      )}
      <Connections id={item.id} />
      <Similar id={item.id} />
      {item.near_duplicates.length > 0 && (
        <Section title={t('rail.duplicates')}>
          {item.near_duplicates.map((other) => (
            <Card key={other.item_id} id={other.item_id} title={other.title} strength={other.similarity} />
          ))}
        </Section>
      )}
      <Section title={t('rail.about')}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-xs text-ink-2">
          <dt>{t('rail.created')}</dt>
          <dd>{formats.full(item.created_at)}</dd>
          <dt>{t('rail.source')}</dt>
          <dd className="break-words">
            <bdi>{item.source_url ?? item.original?.name ?? item.source}</bdi>
          </dd>
          <dt>{t('rail.passages')}</dt>
          <dd className="tabular">{formats.number(item.chunks.length)}</dd>
          {!done && (
            <>
              <dt>{t('rail.state')}</dt>
              <dd>{t(`status.${item.processing_status}`)}</dd>
            </>
          )}
        </dl>
        <Link to="/workflows" search={{ subject: item.id }} className="text-xs text-accent underline underline-offset-3">
          {t('rail.processed')}
        </Link>
      </Section>
    </aside>
  );
}

function Tags({ item }: { readonly item: Item }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const add = async (tag: string) => {
    const { failure } = await changeTags([item.id], { add: [tag] });
    if (failure !== null) useUndo.getState().fail(failure);
    else setTyped((now) => (now.trim() === tag ? '' : now));
  };
  return (
    <div className="flex flex-wrap gap-1.5">
      {item.tags.map((tag) => (
        <Chip key={tag} removeLabel={t('items.removeTag', { tag })} onRemove={() => void attempt(removeTags([item.id], [tag]))}>
          {tag}
        </Chip>
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const tag = typed.trim();
          if (tag) void add(tag);
        }}
      >
        <input value={typed} onChange={(event) => setTyped(event.target.value)} aria-label={t('items.addTag')} placeholder={t('items.addTag')} className="h-6 w-24 rounded-full border border-dashed border-line-strong bg-transparent px-2.5 text-xs" />
      </form>
    </div>
  );
}

const SHOWN = 8;

function Connections({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const whyOf = useWhy();
  const { data } = useQuery(connectionsQuery(id));
  if (!data || data.connections.length + data.discovered.length === 0) return null;
  return (
    <Section title={t('rail.connections')}>
      {data.connections.slice(0, SHOWN).map((connection) => {
        const evidence = connection.evidence[0];
        const own = evidence?.item_id === id;
        return (
          <Card
            key={connection.item_id + connection.direction}
            id={connection.item_id}
            title={connection.title}
            strength={connection.strength}
            {...(evidence && !own && { hash: formatSpan(evidence) })}
            note={connection.direction === 'out' ? t('rail.linksTo') : t('rail.linkedFrom')}
            {...(evidence && { quote: evidence.quote })}
          />
        );
      })}
      {data.discovered.slice(0, SHOWN).map((connection) => {
        const shown = shownOf(connection);
        return (
          <Card
            key={connection.item_id}
            id={connection.item_id}
            title={connection.title}
            strength={connection.strength}
            note={whyOf(shown)}
            {...(shown.passage && { quote: withoutTitle(shown.passage.quote, connection.title), hash: formatSpan(shown.passage), by: 'meaning' as const })}
          />
        );
      })}
      {data.discovered.length > 0 && (
        <Link to="/connections" search={{ focus: id }} className="flex items-center gap-1.5 self-start text-xs text-accent hover:underline">
          <Waypoints size={13} strokeWidth={1.6} aria-hidden />
          {t('graph.show')}
        </Link>
      )}
    </Section>
  );
}

function Similar({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: keys.similar(id), queryFn: ({ signal }) => read(api.GET('/api/items/{id}/similar', { params: { path: { id }, query: { limit: 5 } }, signal })) });
  const { data: connected } = useQuery(connectionsQuery(id));
  // What stands above already is not shown again.
  const known = new Set([...(connected?.connections ?? []), ...(connected?.discovered ?? [])].map(({ item_id }) => item_id));
  const others = connected ? (data?.results ?? []).filter(({ item_id }) => !known.has(item_id)) : [];
  if (others.length === 0) return null;
  return (
    <Section title={t('rail.similar')}>
      {others.map((other) => (
        <Card key={other.item_id} id={other.item_id} title={other.title} strength={other.similarity} hash={formatSpan(other.passage)} by="meaning" quote={withoutTitle(other.passage.text, other.title)} />
      ))}
    </Section>
  );
}

interface CardProps {
  readonly id: string;
  readonly title: string;
  readonly strength: number;
  readonly note?: string;
  readonly quote?: string;
  readonly hash?: string;
  readonly by?: 'meaning';
}

function Card({ id, title, strength, note, quote, hash = '', by }: CardProps) {
  return (
    <Link to="/items/$id" params={{ id }} hash={hash} search={(now) => ({ ...now, by })} className="block rounded-lg border border-line bg-raised px-2.5 py-2 hover:border-line-strong">
      <span dir="auto" className="line-clamp-2 font-[560] break-words text-ink">
        {title}
      </span>
      {note && <span className="mt-0.5 line-clamp-1 text-xs break-words text-ink-2">{note}</span>}
      {quote && (
        <span dir="auto" className="mt-0.5 line-clamp-2 text-xs break-words text-ink-2">
          {quote}
        </span>
      )}
      <span className="mt-1.5 block">
        <Strength value={strength} />
      </span>
    </Link>
  );
}
