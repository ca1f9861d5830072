import type { SearchFilters } from '@cortex/contract';
import { useQueries, useQuery } from '@tanstack/react-query';
import { BookOpen, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../lib/commands';
import { useFormats } from '../../lib/format';
import { itemQuery, suggestionsQuery, tagsQuery } from '../../lib/library';
import { Chip } from '../../ui/Chip';
import { Chooser, type Entry } from '../../ui/Chooser';
import { withItem, withTag } from './scope';

interface Props {
  readonly filters: SearchFilters | null;
  onChange(filters: SearchFilters | null): void;
}

interface Choice extends Entry {
  readonly filters: SearchFilters | null;
}

const SHOWN_TAGS = 30;
// Each reads its document, for the title.
const SHOWN_DOCUMENTS = 8;

/** What is asked: the whole library, or some tags or documents, each a chip. */
export function ScopePicker({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  const tags = filters?.tags ?? [];
  const ids = filters?.item_ids ?? [];
  const more = ids.length - SHOWN_DOCUMENTS;
  const titles = useQueries({ queries: ids.slice(0, SHOWN_DOCUMENTS).map((id) => ({ ...itemQuery(id), select: (item: { title: string }) => item.title })) });
  useCommands([{ id: 'chat.scope', label: 'command.scope', group: 'chat', keys: ['@'], run: () => setOpen(true) }]);
  const narrowed = tags.length + ids.length > 0;
  return (
    <>
      {tags.map((tag) => (
        <Chip key={`tag.${tag}`} removeLabel={t('filter.remove', { name: tag })} onRemove={() => onChange(withTag(filters, tag))}>
          {tag}
        </Chip>
      ))}
      {ids.slice(0, SHOWN_DOCUMENTS).map((id, index) => {
        const title = titles[index]?.data ?? (titles[index]?.error ? t('items.gone') : '…');
        return (
          <Chip key={id} removeLabel={t('filter.remove', { name: title })} onRemove={() => onChange(withItem(filters, id))}>
            {title}
          </Chip>
        );
      })}
      {more > 0 && <Chip>{t('chat.more', { count: more, shown: formats.number(more) })}</Chip>}
      <button type="button" title={t('command.scope')} aria-label={t('command.scope')} aria-haspopup="dialog" onClick={() => setOpen(true)} className="inline-flex h-6 items-center gap-1.5 rounded-full border border-line-strong px-2.5 text-xs text-ink-2 hover:bg-panel hover:text-ink">
        {narrowed ? <Plus size={12} strokeWidth={1.8} aria-hidden /> : <BookOpen size={13} strokeWidth={1.6} aria-hidden />}
        {!narrowed && t('chat.wholeLibrary')}
      </button>
      {open && <Choices filters={filters} onChange={onChange} onClose={() => setOpen(false)} />}
    </>
  );
}

function Choices({ filters, onChange, onClose }: Props & { onClose(): void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLocaleLowerCase();
  const { data: tags = [] } = useQuery(tagsQuery);
  const { data: documents = [] } = useQuery(suggestionsQuery(typed.trim()));
  const entries: Choice[] = [
    ...(wanted || !filters ? [] : [{ id: 'all', text: t('chat.wholeLibrary'), filters: null }]),
    ...tags
      .filter(({ tag }) => tag.toLocaleLowerCase().includes(wanted))
      .slice(0, SHOWN_TAGS)
      .map(({ tag }) => ({ id: `tag.${tag}`, text: tag, hint: t('chat.tag'), checked: filters?.tags?.includes(tag) ?? false, filters: withTag(filters, tag) })),
    ...documents.map(({ id, title }) => ({ id, text: title, hint: t('palette.document'), checked: filters?.item_ids?.includes(id) ?? false, filters: withItem(filters, id) })),
  ];
  return (
    <Chooser
      label={t('command.scope')}
      listLabel={t('chat.scope')}
      placeholder={t('chat.scopePlaceholder')}
      typed={typed}
      entries={entries}
      none={t(wanted ? 'search.none' : 'chat.scopeHint')}
      onType={setTyped}
      onChoose={(choice) => {
        onChange(choice.filters);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
