import type { Citation, Message } from '@cortex/contract';
import { Check, CircleAlert } from 'lucide-react';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { Button } from '../../ui/Button';
import { CiteChip } from './CiteChip';

const Markdown = lazy(() => import('./Markdown'));
const EXTRACTIVE = 'built-in:extractive';

interface Props {
  readonly message: Message;
  readonly openCitation: Citation | null;
  onOpen(citation: Citation): void;
  onRetry?: () => void;
}

/** A finished answer with its sources, and one quiet line about how it came to be. */
export function Answer({ message, openCitation, onOpen, onRetry }: Props) {
  const { t } = useTranslation();
  const chip = (citation: Citation) => <CiteChip key={citation.n} citation={citation} open={openCitation === citation} onOpen={onOpen} />;
  const quoted = message.answered_by === null || message.answered_by === EXTRACTIVE || message.status === 'stopped';
  if (message.status === 'failed' && !message.content)
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 text-sm text-bad">
        <CircleAlert size={15} strokeWidth={1.6} aria-hidden />
        <span dir="auto">{message.notice ?? t('problem.unknown')}</span>
        {onRetry && <Button onClick={onRetry}>{t('action.retry')}</Button>}
      </div>
    );
  return (
    <div className="flex flex-col gap-2.5">
      <div dir="auto" className="reading">
        {message.answered === false ? (
          <NotInLibrary message={message} />
        ) : quoted ? (
          <p>
            <Sentences message={message} chip={chip} />
          </p>
        ) : (
          <Suspense fallback={<p className="whitespace-pre-wrap">{message.content}</p>}>
            <Markdown text={message.content} sentences={message.sentences} citations={message.citations} chip={chip} />
          </Suspense>
        )}
      </div>
      <Footing message={message} onRetry={onRetry} />
    </div>
  );
}

function NotInLibrary({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('chat.notInLibrary')}</p>
      <p className="mt-1 font-sans text-sm text-ink-2">{message.notice ?? t('chat.notInLibraryHint')}</p>
    </>
  );
}

function Sentences({ message, chip }: { readonly message: Message; chip(citation: Citation): ReactNode }) {
  return message.sentences.map((sentence, index) => (
    <span key={index}>
      {index > 0 && ' '}
      <span className={sentence.supported === false ? 'unsupported' : undefined}>{sentence.text}</span>
      {sentence.citations.map((n) => {
        const citation = message.citations.find((one) => one.n === n);
        return citation && chip(citation);
      })}
    </span>
  ));
}

function Footing({ message, onRetry }: { readonly message: Message; readonly onRetry: (() => void) | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const claims = message.sentences.filter((sentence) => sentence.supported !== null && sentence.supported !== undefined);
  const found = claims.filter((sentence) => sentence.supported).length;
  const { coverage } = message;
  const by = message.answered_by === EXTRACTIVE || message.answered_by === null ? t('chat.quoted') : message.answered_by.replace(/^([^:]+):(.*)$/, '$2 · $1');
  const doubts = claims.length - found;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
      {message.answered && claims.length > 0 && (
        <span className={`inline-flex items-center gap-1.5 ${doubts > 0 ? 'text-warning-ink' : 'text-good'}`}>
          {doubts > 0 ? <CircleAlert size={13} strokeWidth={1.8} aria-hidden /> : <Check size={13} strokeWidth={2} aria-hidden />}
          {doubts > 0 ? t('chat.someFound', { found, count: claims.length }) : t('chat.allFound')}
        </span>
      )}
      {message.status === 'stopped' && <span>{t('chat.stopped')}</span>}
      {message.answered !== false && <bdi>{by}</bdi>}
      {message.took_ms !== null && <span className="tabular">{formats.duration(message.took_ms)}</span>}
      {coverage && coverage.searchable < coverage.total && <span className="text-warning-ink">{t('chat.coverage', { searchable: formats.number(coverage.searchable), total: formats.number(coverage.total) })}</span>}
      {coverage && coverage.searchable === coverage.total && coverage.by_meaning < coverage.total && <span>{t('chat.coverageMeaning', { searchable: formats.number(coverage.by_meaning), total: formats.number(coverage.total) })}</span>}
      {message.notice && message.answered !== false && message.status !== 'stopped' && <span dir="auto">{message.notice}</span>}
      {onRetry && (
        <button type="button" onClick={onRetry} className="underline decoration-line-strong underline-offset-3 hover:text-ink">
          {t('chat.again')}
        </button>
      )}
    </div>
  );
}
