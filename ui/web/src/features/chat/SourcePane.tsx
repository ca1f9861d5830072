import type { Citation } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Maximize2, X } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { itemQuery } from '../../lib/library';
import { formatSpan } from '../../lib/spans';
import { IconButton } from '../../ui/Button';
import { Document } from '../../ui/Document';
import { Problem } from '../../ui/Problem';
import { findQuote } from './quote';

interface Props {
  readonly citation: Citation;
  readonly width: number;
  onClose(): void;
}

/** A cited document at the exact place: the passage marked, the rest a step back. */
export function SourcePane({ citation, width, onClose }: Props) {
  const { t } = useTranslation();
  const { data: item, error, refetch } = useQuery(itemQuery(citation.item_id));
  const span = useMemo(() => (item ? findQuote(item, citation) : null), [item, citation]);
  const spans = useMemo(() => (span ? [span] : []), [span]);
  return (
    <aside aria-label={t('chat.sourcePane', { title: citation.title })} style={{ width }} className="flex shrink-0 flex-col bg-panel max-[760px]:fixed max-[760px]:inset-0 max-[760px]:z-20 max-[760px]:!w-full">
      <header className="flex h-[51px] shrink-0 items-center gap-2 border-b border-line px-4">
        <span aria-hidden className="grid size-[17px] place-items-center rounded-[4px] bg-accent text-[11px] font-[600] text-on-accent">
          {citation.n}
        </span>
        <span className="min-w-0 flex-1 truncate"><bdi>{citation.title}</bdi></span>
        <Link to="/items/$id" params={{ id: citation.item_id }} hash={span ? formatSpan(span) : ''} aria-label={t('chat.openSource')} title={t('chat.openSource')} className="grid size-7 place-items-center rounded text-ink-2 hover:bg-line/60 hover:text-ink">
          <Maximize2 size={14} strokeWidth={1.6} aria-hidden />
        </Link>
        <IconButton label={t('action.close')} keys="Escape" onClick={onClose}>
          <X size={15} strokeWidth={1.6} aria-hidden />
        </IconButton>
      </header>
      <div tabIndex={0} role="region" aria-label={citation.title} className="min-h-0 flex-1 overflow-y-auto px-6 py-5 focus-visible:outline-none">
        {error && !item && <Problem error={error} onRetry={() => void refetch()} />}
        {item && !span && (
          <div className="mb-5 rounded-lg border border-warning px-3 py-2 text-sm">
            <p>{t('chat.changedSince')}</p>
            <blockquote dir="auto" className="mt-1 font-serif text-md text-ink-2">
              {citation.quote}
            </blockquote>
          </div>
        )}
        {item && (
          <>
            <h2 dir="auto" className="mb-3 font-serif text-xl leading-tight font-[620] break-words">
              {item.title}
            </h2>
            <Document item={item} spans={spans} dimmed small />
          </>
        )}
      </div>
    </aside>
  );
}
