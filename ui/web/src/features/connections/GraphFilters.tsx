import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { tagsQuery } from '../../lib/library';
import { Chip } from '../../ui/Chip';
import { FilterSelect } from '../../ui/FilterSelect';
import { strengths, type GraphChange, type GraphSearch } from './graph-search';

const types = ['note', 'webpage', 'file'] as const;

interface Props {
  readonly search: GraphSearch;
  onChange(change: GraphChange): void;
}

export function GraphFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: tags = [] } = useQuery(tagsQuery);
  const { tag } = search;
  return (
    <div role="group" aria-label={t('filter.label')} className="flex min-w-0 items-center gap-1.5">
      <FilterSelect
        label={t('graph.strength')}
        none={t('graph.strength')}
        value={search.strength === undefined ? undefined : String(search.strength)}
        options={strengths.map((strength) => ({ value: String(strength), label: t('graph.strengthFrom', { percent: formats.percent(strength) }) }))}
        onChange={(chosen) => onChange({ strength: strengths.find((strength) => String(strength) === chosen) })}
      />
      <FilterSelect label={t('filter.type')} none={t('filter.type')} value={search.type} options={types.map((value) => ({ value, label: t(`type.${value}`) }))} onChange={(type) => onChange({ type })} />
      {tag !== undefined ? (
        <Chip removeLabel={t('filter.remove', { name: tag })} onRemove={() => onChange({ tag: undefined })}>
          {tag}
        </Chip>
      ) : (
        tags.length > 0 && <FilterSelect label={t('filter.tag')} none={t('filter.tag')} value={tag} options={tags.map((one) => ({ value: one.tag, label: one.tag }))} onChange={(chosen) => onChange({ tag: chosen })} />
      )}
    </div>
  );
}
