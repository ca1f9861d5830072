import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowUpRight, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { shownOf, useWhy } from '../../lib/evidence';
import { useFormats } from '../../lib/format';
import { connectionsQuery } from '../../lib/library';
import { formatSpan } from '../../lib/spans';
import { Button, IconButton } from '../../ui/Button';
import { Problem } from '../../ui/Problem';
import { Section } from '../../ui/Section';
import { Strength } from '../../ui/Strength';
import type { GraphNode } from './model';

export const PANEL_WIDTH = 300;

interface Props {
  readonly node: GraphNode;
  /** Whether a document is among those shown. */
  isShown(id: string): boolean;
  onChoose(id: string): void;
  onOpen(): void;
  onClose(): void;
}

/** What is chosen: what it is connected with, and the places that show it. */
export function NodePanel({ node, isShown, onChoose, onOpen, onClose }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const whyOf = useWhy();
  const { data, error, refetch } = useQuery(connectionsQuery(node.id));
  return (
    <aside aria-label={t('graph.panel')} style={{ width: PANEL_WIDTH }} className="absolute inset-y-0 end-0 flex flex-col border-s border-line bg-background max-[760px]:!w-full">
      <div tabIndex={0} role="region" aria-label={node.title} className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-4 focus-visible:outline-offset-[-2px]">
        <header className="flex flex-col gap-3">
          <div className="flex items-start gap-2">
            <h2 dir="auto" className="line-clamp-4 min-w-0 flex-1 font-serif text-lg leading-snug font-[620] break-words">
              {node.title}
            </h2>
            <IconButton label={t('command.clearSelection')} keys="Escape" onClick={onClose} className="-me-1.5">
              <X size={15} strokeWidth={1.6} aria-hidden />
            </IconButton>
          </div>
          <div className="flex items-center gap-3">
            <Button look="primary" onClick={onOpen} aria-keyshortcuts="Enter">
              {t('command.open')}
              <ArrowUpRight size={14} strokeWidth={1.6} aria-hidden className="rtl:-scale-x-100" />
            </Button>
            <span className="text-xs text-ink-2">
              {t(`type.${node.type}`)} · <span className="tabular">{t('graph.connections', { count: node.degree, shown: formats.number(node.degree) })}</span>
            </span>
          </div>
        </header>
        {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
        {data && data.discovered.length > 0 && (
          <Section title={t('graph.strongest')}>
            <ul className="flex flex-col">
              {data.discovered.map((connection) => {
                const shown = shownOf(connection);
                const { passage } = shown;
                const why = whyOf(shown);
                return (
                  <li key={connection.item_id} className="flex flex-col gap-1 border-t border-line py-2.5">
                    {isShown(connection.item_id) ? (
                      <button type="button" onClick={() => onChoose(connection.item_id)} dir="auto" className="line-clamp-2 text-start font-[560] break-words text-ink hover:underline">
                        {connection.title}
                      </button>
                    ) : (
                      <Link to="/items/$id" params={{ id: connection.item_id }} dir="auto" className="line-clamp-2 font-[560] break-words text-ink hover:underline">
                        {connection.title}
                      </Link>
                    )}
                    <Strength value={connection.strength} label={t('graph.strengthOf', { percent: formats.percent(connection.strength) })} />
                    {passage && (
                      <Link
                        to="/items/$id"
                        params={{ id: connection.item_id }}
                        search={{ by: 'meaning' }}
                        hash={formatSpan(passage)}
                        title={t('graph.openPassage')}
                        dir="auto"
                        className="mt-0.5 line-clamp-3 border-s-2 border-accent/50 ps-2 text-xs leading-relaxed break-words text-ink-2 hover:border-accent hover:text-ink"
                      >
                        {passage.quote}
                      </Link>
                    )}
                    {why && (
                      <p dir="auto" className="text-xs break-words text-ink-2">
                        {why}
                      </p>
                    )}
                  </li>
                );
              })}
            </ul>
          </Section>
        )}
      </div>
    </aside>
  );
}
