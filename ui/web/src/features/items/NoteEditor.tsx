import type { Item } from '@cortex/contract';
import { useTranslation } from 'react-i18next';
import { ApiError, OfflineError } from '../../lib/api';
import { useCommands } from '../../lib/commands';
import { noteDrafts } from '../../lib/note-drafts';
import { useUndo } from '../../lib/undo';
import { Button } from '../../ui/Button';
import { useAutosave } from './useAutosave';

/** A note's own text, kept while one types. */
export function NoteEditor({ item, onDone }: { readonly item: Item; onDone(): void }) {
  const { t } = useTranslation();
  const { text, state, change, flush, takeTheirs, keepMine } = useAutosave(item);
  // Closes over nothing that is not safe: saved, or kept as a draft until the backend is back.
  const done = async () => {
    const failure = await flush();
    if (failure === null || (failure instanceof OfflineError && noteDrafts.read(item.id)?.content === text)) onDone();
    else if (!(failure instanceof ApiError && failure.status === 409)) useUndo.getState().fail(failure);
  };
  useCommands([{ id: 'item.done', label: 'command.doneEditing', group: 'items', keys: ['Mod+Enter', 'Escape'], run: () => void done() }]);
  return (
    <div className="flex max-w-[68ch] flex-col gap-3">
      {state === 'conflict' && (
        <div role="alert" className="flex flex-wrap items-center gap-2 rounded-lg border border-warning bg-panel px-3 py-2 text-sm">
          <span className="flex-1">{t('editor.conflict')}</span>
          <Button onClick={() => void takeTheirs()}>{t('editor.takeTheirs')}</Button>
          <Button look="primary" onClick={() => void keepMine()}>
            {t('editor.keepMine')}
          </Button>
        </div>
      )}
      <textarea
        autoFocus
        dir="auto"
        aria-label={t('editor.label')}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') void done();
        }}
        className="min-h-[50vh] w-full resize-none rounded-lg border border-line-strong bg-raised px-4 py-3 font-mono text-md leading-relaxed field-sizing-content focus-visible:outline-offset-0"
      />
      <div className="flex items-center gap-3">
        <Button look="primary" onClick={() => void done()}>
          {t('command.doneEditing')}
        </Button>
        <span role="status" className="text-xs text-ink-2">
          {t(`editor.${state}`)}
        </span>
      </div>
    </div>
  );
}
