import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LibrarySearch } from '../../lib/library-search';
import { tagsQuery } from '../../lib/library';
import { Chip } from '../../ui/Chip';
import { FilterSelect } from '../../ui/FilterSelect';

interface Props {
  readonly search: LibrarySearch;
  /** How many there are, in words. */
  readonly summary: string;
  onChange(change: Partial<LibrarySearch>): void;
}

const types = ['note', 'webpage', 'file'] as const;
const times = ['day', 'week', 'month', 'year'] as const;
const sorts = ['oldest', 'updated', 'title'] as const;
const states = ['failed', 'pending', 'completed'] as const;

export function FilterBar({ search, summary, onChange }: Props) {
  const { t } = useTranslation();
  const { data: tags = [] } = useQuery(tagsQuery);
  return (
    <div role="group" aria-label={t('filter.label')} className="flex flex-wrap items-center gap-1.5">
      {search.tag !== undefined ? (
        <Chip removeLabel={t('filter.remove', { name: search.tag })} onRemove={() => onChange({ tag: undefined })}>
          {search.tag}
        </Chip>
      ) : (
        tags.length > 0 && <FilterSelect label={t('filter.tag')} none={t('filter.tag')} value={search.tag} options={tags.map(({ tag }) => ({ value: tag, label: tag }))} onChange={(tag) => onChange({ tag })} />
      )}
      <FilterSelect label={t('filter.type')} none={t('filter.type')} value={search.type} options={types.map((value) => ({ value, label: t(`type.${value}`) }))} onChange={(type) => onChange({ type })} />
      <FilterSelect label={t('filter.time')} none={t('filter.anyTime')} value={search.when} options={times.map((value) => ({ value, label: t(`filter.${value}`) }))} onChange={(when) => onChange({ when })} />
      {!search.q && (
        <>
          <FilterSelect label={t('filter.status')} none={t('filter.status')} value={search.status} options={states.map((value) => ({ value, label: t(`status.${value}`) }))} onChange={(status) => onChange({ status })} />
          <FilterSelect label={t('filter.sort')} none={t('filter.newest')} value={search.sort} options={sorts.map((value) => ({ value, label: t(`filter.${value}`) }))} onChange={(sort) => onChange({ sort })} />
        </>
      )}
      {search.starred && (
        <Chip removeLabel={t('filter.remove', { name: t('filter.starred') })} onRemove={() => onChange({ starred: undefined })}>
          {t('filter.starred')}
        </Chip>
      )}
      <span role="status" className="tabular ms-auto text-xs whitespace-nowrap text-ink-2">
        {summary}
      </span>
    </div>
  );
}
