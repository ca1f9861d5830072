import type { SearchFilters } from '@cortex/contract';
import { useQueries } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../lib/drafts';
import { useFormats } from '../../lib/format';
import { conversationPageQuery, PAGE_SIZE } from '../../lib/library';
import { useReadingScope } from '../../lib/scope';
import { Button } from '../../ui/Button';
import { Problem } from '../../ui/Problem';
import { Composer } from './Composer';
import { beginWith } from './pending';
import { MOST } from './scope';

/** Every conversation, and the beginning of the next. */
export function ConversationsPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const { about, askAbout } = useReadingScope();
  const [pages, setPages] = useState(1);
  const read = useQueries({ queries: Array.from({ length: pages }, (_, page) => conversationPageQuery(page)) });
  const conversations = read.flatMap(({ data }) => data?.conversations ?? []);
  const total = read[0]?.data?.total ?? 0;
  const failed = read.find(({ error }) => error);
  const [filters, setFilters] = useState<SearchFilters | null>(() => (about.length > 0 ? { item_ids: about.slice(0, MOST) } : null));
  const [failure, setFailure] = useState<unknown>(null);
  const [text, type] = useDraft('chat.new');
  const [busy, setBusy] = useState(false);
  const narrow = (to: SearchFilters | null) => {
    askAbout([]);
    setFilters(to);
  };
  const ask = async (question: string) => {
    setBusy(true);
    setFailure(null);
    try {
      const id = await beginWith(question, filters);
      askAbout([]);
      type('');
      await navigate({ to: '/conversations/$id', params: { id } });
    } catch (problem) {
      setFailure(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="min-h-0 min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[720px] flex-col px-6 pt-[9vh] pb-16">
        <h1 className="mb-1 font-serif text-2xl font-[620]">{t('chat.title')}</h1>
        <p className="mb-5 text-md text-ink-2">{t('chat.subtitle')}</p>
        <Composer text={text} filters={filters} busy={false} disabled={busy} onType={type} onFilters={narrow} onAsk={(question) => void ask(question)} onStop={() => undefined} />
        {about.length > MOST && <p className="mt-2 text-xs text-ink-2">{t('chat.firstOf', { shown: formats.number(MOST), total: formats.number(about.length) })}</p>}
        {failure !== null && <Problem error={failure} />}
        {conversations.length > 0 && (
          <>
            <h2 className="mt-10 mb-2 text-xs text-ink-2">{t('chat.earlier')}</h2>
            <ul className="border-t border-line">
              {conversations.map((one) => (
                <li key={one.id} className="border-b border-line">
                  <Link to="/conversations/$id" params={{ id: one.id }} className="flex items-baseline gap-4 px-1 py-2.5 hover:bg-panel">
                    <span className="min-w-0 flex-1 truncate text-md"><bdi>{one.title ?? t('chat.untitled')}</bdi></span>
                    <span className="tabular text-xs text-ink-2">{t('chat.questions', { count: Math.ceil(one.message_count / 2) })}</span>
                    <span className="tabular w-20 text-end text-xs text-ink-2">{formats.short(one.updated_at)}</span>
                  </Link>
                </li>
              ))}
            </ul>
            {conversations.length < total && !failed && (
              <Button className="mt-3 self-start" onClick={() => setPages(Math.ceil(conversations.length / PAGE_SIZE) + 1)}>
                {t('chat.earlierStill')}
              </Button>
            )}
          </>
        )}
        {failed && !failed.data && <Problem error={failed.error} onRetry={() => void failed.refetch()} />}
      </div>
    </div>
  );
}
