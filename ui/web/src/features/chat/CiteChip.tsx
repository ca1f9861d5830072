import type { Citation } from '@cortex/contract';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly citation: Citation;
  readonly open: boolean;
  onOpen(citation: Citation): void;
}

/** The number of a source, after the sentence that it supports. */
export function CiteChip({ citation, open, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {/* It does not begin a line. */}
      {'\u2060'}
      <button
        type="button"
        aria-label={t('chat.source', { n: citation.n, title: citation.title })}
        aria-pressed={open}
        title={`${citation.title}\n${citation.quote}`}
        onClick={() => onOpen(citation)}
        className={`ms-1 inline-grid size-[17px] translate-y-[-3px] place-items-center rounded-[4px] align-middle font-sans text-[11px] leading-none font-[600] ${open ? 'bg-accent text-on-accent' : 'bg-tint text-on-tint hover:bg-accent hover:text-on-accent'}`}
      >
        {citation.n}
      </button>
    </>
  );
}
