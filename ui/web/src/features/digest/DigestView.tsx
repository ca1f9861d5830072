import type { DigestItem, LibraryDigest } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../lib/api';
import { useCommands } from '../../lib/commands';
import { useFormats } from '../../lib/format';
import { Button, IconButton } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Problem } from '../../ui/Problem';
import { digestPageQuery, digestQuery, itemsOf, subjectOf } from './digests';
import { useTitle } from './useTitle';
import { useWords } from './useWords';

const SHOWN_RECENT = 10;
const SHOWN_OF_THEME = 4;
const link = 'underline decoration-line-strong decoration-1 underline-offset-4 hover:decoration-accent';

/** The latest digest. */
export function LatestDigest() {
  const { data } = useQuery(digestPageQuery(0));
  const latest = data?.digests[0];
  return latest ? <DigestView id={latest.id} /> : null;
}

/** One digest, to be read. */
export function DigestView({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const titleOf = useTitle();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const { data: digest, error, refetch } = useQuery(digestQuery(id));
  useEffect(() => {
    // Its answer, a promise in newer browsers, is none of an effect's.
    scroller.current?.scrollTo({ top: 0 });
  }, [id]);
  const back = () => void navigate({ to: '/digest' });
  useCommands([{ id: 'digest.back', label: 'command.back', group: 'view', keys: ['Escape'], run: back }]);

  if (error instanceof ApiError && error.status === 404) return <Empty title={t('digest.gone')}>{t('digest.goneHint')}</Empty>;
  if (error && !digest) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!digest) return <div aria-busy="true" className="flex-1" />;
  const title = titleOf(digest);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex h-[51px] shrink-0 items-center gap-3 border-b border-line px-4">
        <IconButton label={t('command.back')} keys="Escape" onClick={back} className="-ms-1 min-[761px]:hidden">
          <ArrowLeft size={15} strokeWidth={1.6} aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
        <p className="min-w-0 flex-1 truncate text-sm text-ink-2">
          {t('digest.title')} <span className="mx-1 text-ink-3">/</span> {t(`digest.${digest.period}`)}
        </p>
        <Link to="/workflows" search={{ subject: subjectOf(digest) }} className="text-sm text-ink-2 hover:text-ink">
          {t('digest.how')}
        </Link>
      </header>
      <div ref={scroller} tabIndex={0} role="region" aria-label={title} className="min-h-0 flex-1 overflow-y-auto px-12 pt-9 pb-24 focus-visible:outline-none max-[900px]:px-6">
        <article className="max-w-[660px]">
          <h1 className="font-serif text-2xl leading-tight font-[620] text-balance">{title}</h1>
          <Introduction digest={digest} />
          <Sections key={digest.id} digest={digest} />
          <Made digest={digest} />
        </article>
      </div>
    </div>
  );
}

function Introduction({ digest: { period, model, sections } }: { readonly digest: LibraryDigest }) {
  const { counted } = useWords();
  const themes = sections.themes.slice(0, 2).map((theme) => theme.label);
  return (
    <p dir="auto" className="reading mt-3 text-ink-2">
      {model ? sections.introduction : counted(period, sections.recent_total, themes)}
    </p>
  );
}

function Sections({ digest: { sections } }: { readonly digest: LibraryDigest }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { reason } = useWords();
  const more = sections.recent_total - sections.recent.length;
  const [all, setWhole] = useState(false);
  const whole = all || sections.recent.length <= SHOWN_RECENT + 2;
  const recent = whole ? sections.recent : sections.recent.slice(0, SHOWN_RECENT);
  return (
    <>
      {sections.recent.length > 0 && (
        <Section title={t('digest.recent')} count={formats.number(sections.recent_total)}>
          <ul>
            {recent.map((item) => (
              <ItemLine key={item.item_id} item={item} />
            ))}
          </ul>
          {recent.length < sections.recent.length && (
            <Button look="quiet" className="-ms-2.5 mt-1" onClick={() => setWhole(true)}>
              {t('digest.showAll', { shown: formats.number(sections.recent.length) })}
            </Button>
          )}
          {whole && more > 0 && (
            <Link to="/" className="mt-1 inline-block text-sm text-accent underline underline-offset-3">
              {t('digest.more', { count: more, shown: formats.number(more) })}
            </Link>
          )}
        </Section>
      )}
      {sections.connections.length > 0 && (
        <Section title={t('digest.connections')}>
          <ul className="flex flex-col gap-3.5">
            {sections.connections.map((one) => (
              <li key={`${one.item_id} ${one.other_id}`} className="font-serif text-lg leading-snug break-words">
                <ItemLink id={one.item_id} title={one.title} />
                <span aria-hidden className="mx-2 text-ink-3">
                  —
                </span>
                <ItemLink id={one.other_id} title={one.other_title} />
                <span className="mt-0.5 block font-sans text-sm text-ink-2">
                  <bdi>{reason(one)}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {sections.gems.length > 0 && (
        <Section title={t('digest.gems')}>
          <ul>
            {sections.gems.map((item) => (
              <ItemLine key={item.item_id} item={item} />
            ))}
          </ul>
        </Section>
      )}
      {sections.themes.length > 0 && (
        <Section title={t('digest.themes')}>
          <ul className="flex flex-col gap-3.5">
            {sections.themes.map((theme) => {
              const items = itemsOf(theme, sections.recent).slice(0, SHOWN_OF_THEME);
              const left = theme.item_ids.length - items.length;
              return (
                <li key={theme.label}>
                  <Link to="/" search={{ q: theme.label }} dir="auto" className={`font-serif text-lg font-[560] break-words ${link}`}>
                    {theme.label}
                  </Link>
                  <p className="mt-0.5 text-sm break-words text-ink-2">
                    {items.map(({ id, title }, index) => (
                      <span key={id}>
                        {index > 0 && ' · '}
                        <Link to="/items/$id" params={{ id }} className={link}>
                          <bdi>{title || t('chat.untitled')}</bdi>
                        </Link>
                      </span>
                    ))}
                    {left > 0 && `${items.length > 0 ? ' · ' : ''}${t('digest.more', { count: left, shown: formats.number(left) })}`}
                  </p>
                </li>
              );
            })}
          </ul>
        </Section>
      )}
    </>
  );
}

function Section({ title, count, children }: { readonly title: string; readonly count?: string; readonly children: ReactNode }) {
  return (
    <section className="mt-9">
      <h2 className="mb-2 flex items-baseline gap-2 border-b border-line pb-1.5 text-sm font-[600]">
        {title}
        {count && <span className="tabular text-xs font-[430] text-ink-2">{count}</span>}
      </h2>
      {children}
    </section>
  );
}

function ItemLine({ item }: { readonly item: DigestItem }) {
  const formats = useFormats();
  const { reason } = useWords();
  return (
    <li className="flex items-baseline gap-4 py-1">
      <span className="min-w-0 flex-1">
        <span className="font-serif text-lg leading-snug break-words">
          <ItemLink id={item.item_id} title={item.title} look="hover:underline hover:decoration-accent hover:decoration-1 hover:underline-offset-4" />
        </span>
        {reason(item) && (
          <span className="mt-0.5 mb-1 block text-sm text-ink-2">
            <bdi>{reason(item)}</bdi>
          </span>
        )}
      </span>
      <span className="tabular shrink-0 text-xs text-ink-2">{formats.short(item.created_at)}</span>
    </li>
  );
}

function ItemLink({ id, title, look = link }: { readonly id: string; readonly title: string; readonly look?: string }) {
  const { t } = useTranslation();
  return (
    <Link to="/items/$id" params={{ id }} dir="auto" className={look}>
      {title || t('chat.untitled')}
    </Link>
  );
}

function Made({ digest }: { readonly digest: LibraryDigest }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <p className="mt-10 text-xs text-ink-2">
      {t('digest.made', { date: formats.full(digest.created_at) })} · {digest.model ? t('digest.by', { model: digest.model }) : t('digest.counted')}
    </p>
  );
}
