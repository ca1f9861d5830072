import { MessageCircle, Tag, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { each } from '../../lib/each';
import { changeTags, removeTags } from '../../lib/library';
import { useFormats } from '../../lib/format';
import { Button, IconButton } from '../../ui/Button';
import { tellDone } from './tell';

interface Props {
  readonly ids: readonly string[];
  onAsk(): void;
  onDelete(): void;
  onClear(): void;
}

/** What can be done with all that is chosen. */
export function BulkBar({ ids, onAsk, onDelete, onClear }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [tag, setTag] = useState('');
  const apply = async () => {
    const add = tag.split(',').map((part) => part.trim()).filter(Boolean);
    if (add.length === 0) return;
    // Tag by tag: who had one of them keeps it when this is taken back.
    const tagged: { readonly name: string; readonly ids: readonly string[] }[] = [];
    let failure: unknown = null;
    for (const name of add) {
      const done = await changeTags(ids, { add: [name] });
      tagged.push({ name, ids: done.ids });
      if ((failure = done.failure) !== null) break;
    }
    const all = tellDone({ ids: [...new Set(tagged.flatMap((one) => one.ids))], failure }, t, {
      said: (count) => t('items.tagged', { count, tags: add.join(', ') }),
      undo: () => each(tagged, (one) => removeTags(one.ids, [one.name])),
    });
    if (all) setTag('');
  };
  return (
    <div role="toolbar" aria-label={t('items.bulk')} className="appears flex items-center gap-2 border-t border-line bg-panel px-3 py-2">
      <span className="tabular text-xs whitespace-nowrap text-ink-2">{t('items.selected', { count: ids.length, shown: formats.number(ids.length) })}</span>
      <form
        className="ms-auto flex min-w-0 items-center gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <Tag size={14} strokeWidth={1.6} aria-hidden className="shrink-0 text-ink-2" />
        <input value={tag} onChange={(event) => setTag(event.target.value)} aria-label={t('items.addTag')} placeholder={t('items.addTag')} className="h-7 w-28 min-w-0 rounded border border-line-strong bg-raised px-2" />
      </form>
      <IconButton label={t('command.askAboutThese')} keys="a" onClick={onAsk}>
        <MessageCircle size={15} strokeWidth={1.6} aria-hidden />
      </IconButton>
      <Button look="danger" onClick={onDelete}>
        <Trash2 size={14} strokeWidth={1.6} aria-hidden />
        {t('action.delete')}
      </Button>
      <IconButton label={t('command.clearSelection')} keys="Escape" onClick={onClear}>
        <X size={15} strokeWidth={1.6} aria-hidden />
      </IconButton>
    </div>
  );
}
