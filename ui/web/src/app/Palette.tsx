import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../lib/api';
import { useRegistry, type Command } from '../lib/commands';
import { beginsWords } from '../lib/words';
import { Dialog } from '../ui/Dialog';
import { Kbd } from '../ui/Kbd';

interface Entry {
  readonly id: string;
  readonly text: string;
  readonly hint?: string;
  readonly keys?: string | undefined;
  run(): void;
}

/** The commands and the documents by name: type, choose, Enter. */
export function Palette({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  // As it was when the palette opened: later ones win over earlier ones of the same name.
  const [commands] = useState(() => [...new Map(useRegistry.getState().commands.filter((command) => !command.hidden).map((command) => [command.id, command])).values()]);
  const { data } = useQuery({
    queryKey: ['lists', 'suggestions', typed.trim()],
    queryFn: ({ signal }) => read(api.GET('/api/search/suggestions', { params: { query: { q: typed.trim() } }, signal })),
    enabled: typed.trim().length > 1,
    placeholderData: keepPreviousData,
  });
  const suggestions = data?.suggestions ?? [];
  const label = (command: Command) => t(command.label as 'command.help');
  const entries: Entry[] = [
    ...commands.filter((command) => beginsWords(label(command), typed)).map((command) => ({ id: command.id, text: label(command), keys: command.keys?.[0], run: () => command.run() })),
    ...(typed.trim().length > 1
      ? suggestions
          .filter((suggestion) => suggestion.item_id)
          .map((suggestion) => ({ id: `item.${suggestion.item_id}`, text: suggestion.text, hint: t('palette.document'), run: () => void navigate({ to: '/items/$id', params: { id: suggestion.item_id! } }) }))
      : []),
    ...(typed.trim() ? [{ id: 'search', text: t('palette.search', { text: typed.trim() }), run: () => void navigate({ to: '/', search: { q: typed.trim() } }) }] : []),
  ];
  const cursor = Math.min(at, entries.length - 1);
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    // After the focus went back to where it was.
    setTimeout(entry.run);
  };
  return (
    <Dialog label={t('command.palette')} onClose={onClose} className="w-[min(560px,92vw)]">
      <input
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={entries[cursor] ? `${list}-${cursor}` : undefined}
        aria-label={t('palette.label')}
        placeholder={t('palette.placeholder')}
        dir="auto"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            setAt(Math.min(entries.length - 1, Math.max(0, cursor + (event.key === 'ArrowDown' ? 1 : -1))));
            document.getElementById(`${list}-${cursor}`)?.scrollIntoView({ block: 'nearest' });
          } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            choose(entries[cursor]);
          }
        }}
        className="w-full border-b border-line bg-transparent px-4 py-3 text-md focus-visible:outline-none"
      />
      <div id={list} role="listbox" aria-label={t('palette.label')} tabIndex={-1} className="max-h-[50vh] overflow-y-auto p-1.5">
        {entries.map((entry, index) => (
          <div key={entry.id} id={`${list}-${index}`} role="option" aria-selected={index === cursor} onClick={() => choose(entry)} onPointerMove={() => setAt(index)} className={`flex h-8 items-center gap-3 rounded-[6px] px-2.5 ${index === cursor ? 'bg-tint text-on-tint' : ''}`}>
            <span className="min-w-0 flex-1 truncate"><bdi>{entry.text}</bdi></span>
            {entry.hint && <span className="text-xs opacity-80">{entry.hint}</span>}
            {entry.keys && <Kbd keys={entry.keys} />}
          </div>
        ))}
      </div>
    </Dialog>
  );
}
