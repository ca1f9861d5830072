import type { DigestPeriod } from '@cortex/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../lib/commands';
import { useFormats } from '../../lib/format';
import { queueQuery } from '../../lib/library';
import { usePreferences } from '../../lib/preferences';
import { useRunNames } from '../../lib/run-names';
import { useRunFeed } from '../../lib/runs';
import { useUndo } from '../../lib/undo';
import { usePages } from '../../lib/usePages';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Kbd } from '../../ui/Kbd';
import { Problem } from '../../ui/Problem';
import { RowPlaceholder } from '../../ui/Row';
import { optionId, VirtualList } from '../../ui/VirtualList';
import { DIGESTS_A_PAGE, digestPageQuery, makeDigest, periods } from './digests';
import { useTitle } from './useTitle';
import { useWords } from './useWords';

const ROW = 84;

/** The digests that there are, and making the one of now. */
export function DigestList() {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useRunNames();
  const titleOf = useTitle();
  const { counted } = useWords();
  const navigate = useNavigate();
  const { id: openId } = useParams({ strict: false });
  const { characterKeys } = usePreferences();
  const { data: queue } = useQuery(queueQuery);
  const { total, at, onVisible, isPending, error, refetch } = usePages({ size: DIGESTS_A_PAGE, query: digestPageQuery, rows: (page) => page.digests });
  const [period, setPeriod] = useState<DigestPeriod>('daily');
  const [cursor, setCursor] = useState(-1);
  const make = useMutation({ mutationFn: makeDigest, onError: (error) => useUndo.getState().fail(error) });
  const label = t('digest.list');
  // Without an address it is the latest that is read.
  const shown = openId ?? at(0)?.id;

  const live = useRunFeed();
  const step = [...live.values()].findLast((run) => run.graph === 'digest' && run.status === 'running')?.open.at(-1)?.node;
  const open = (index: number, replace = false) => {
    const digest = at(index);
    if (!digest) return;
    setCursor(index);
    void navigate({ to: '/digest/$id', params: { id: digest.id }, replace });
  };
  const current = cursor >= 0 ? cursor : Array.from({ length: Math.min(total, DIGESTS_A_PAGE) }, (_, index) => at(index)?.id).indexOf(shown);
  const move = (by: number) => {
    const next = Math.min(total - 1, Math.max(0, current + by));
    if (at(next)) open(next, openId !== undefined);
  };
  const start = () => {
    if (make.isPending || queue?.total === 0) return;
    // Given here it is left alone where one has gone elsewhere meanwhile.
    make.mutate(period, { onSuccess: (made) => void navigate({ to: '/digest/$id', params: { id: made.id } }) });
  };
  useCommands([
    { id: 'digest.next', label: 'command.next', group: 'view', keys: ['j', 'ArrowDown'], run: () => move(1) },
    { id: 'digest.previous', label: 'command.previous', group: 'view', keys: ['k', 'ArrowUp'], run: () => move(-1) },
    { id: 'digest.open', label: 'command.open', group: 'view', keys: ['Enter'], hidden: true, run: () => open(Math.max(0, current)) },
    { id: 'digest.make', label: 'digest.make', group: 'items', keys: ['m'], run: start },
  ]);

  return (
    <>
      <header className="flex flex-col gap-2 border-b border-line px-3 pt-2.5 pb-2">
        <div className="flex h-7 items-center justify-between gap-2 px-0.5">
          <h2 className="text-md font-[620]">{t('digest.title')}</h2>
          <Button look="primary" disabled={make.isPending || queue?.total === 0} onClick={start}>
            {t('digest.make')}
            {characterKeys && <kbd className="font-sans text-2xs opacity-80">m</kbd>}
          </Button>
        </div>
        <div role="group" aria-label={t('digest.covers')} className="flex flex-wrap items-center gap-1.5">
          {periods.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={period === one}
              title={t(`digest.about.${one}`)}
              onClick={() => setPeriod(one)}
              className={`h-6 rounded-full border px-2.5 text-xs ${period === one ? 'border-transparent bg-tint text-on-tint' : 'border-line-strong text-ink-2 hover:bg-panel hover:text-ink'}`}
            >
              {t(`digest.${one}`)}
            </button>
          ))}
        </div>
        <p role="status" className={make.isPending ? 'late px-0.5 text-xs text-ink-2' : 'sr-only'}>
          {make.isPending ? (step ? t('digest.making', { step: names.node(step) }) : t('digest.begins')) : ''}
        </p>
      </header>
      {error && total === 0 ? (
        <Problem error={error} onRetry={() => void refetch()} />
      ) : !isPending && total === 0 ? (
        <NoDigest empty={queue?.total === 0} />
      ) : (
        <VirtualList
          label={label}
          count={isPending ? 6 : total}
          rowHeight={ROW}
          cursor={current}
          onVisible={onVisible}
          row={(index) => {
            const digest = at(index);
            if (!digest) return <RowPlaceholder />;
            const isOpen = digest.id === shown;
            return (
              <div
                id={optionId(label, index)}
                role="option"
                aria-selected={isOpen}
                aria-posinset={index + 1}
                aria-setsize={total}
                onClick={() => open(index)}
                className={`flex h-full flex-col border-b border-line px-3.5 py-2.5 select-none ${isOpen ? 'bg-tint shadow-[inset_2px_0_0_var(--accent)] rtl:shadow-[inset_-2px_0_0_var(--accent)]' : 'hover:bg-panel/70'} ${index === current ? 'group-focus-visible/list:outline-2 group-focus-visible/list:outline-offset-[-2px] group-focus-visible/list:outline-accent' : ''}`}
              >
                <div className="flex items-baseline gap-3">
                  <span className="min-w-0 flex-1 truncate text-md font-[560]">{titleOf(digest)}</span>
                  <span className="shrink-0 text-xs text-ink-2">{t(`digest.${digest.period}`)}</span>
                </div>
                <p dir="auto" className="mt-px line-clamp-2 text-sm leading-[18.5px] break-words text-ink-2">
                  {digest.model ? digest.introduction : counted(digest.period, digest.recent_total)}
                </p>
                <span className="sr-only">{formats.full(digest.created_at)}</span>
              </div>
            );
          }}
        />
      )}
    </>
  );
}

function NoDigest({ empty }: { readonly empty: boolean }) {
  const { t } = useTranslation();
  if (empty)
    return (
      <Empty title={t('digest.tooLittle')}>
        <p>{t('digest.tooLittleHint')}</p>
        <p>
          <Kbd keys="n" /> {t('command.capture')}
        </p>
      </Empty>
    );
  return (
    <Empty title={t('digest.none')}>
      <p>{t('digest.noneHint')}</p>
      <p>
        <Kbd keys="m" /> {t('digest.make')}
      </p>
    </Empty>
  );
}
