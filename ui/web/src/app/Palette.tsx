import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegistry, type Command } from '../lib/commands';
import { suggestionsQuery } from '../lib/library';
import { beginsWords } from '../lib/words';
import { Chooser, type Entry } from '../ui/Chooser';

interface Action extends Entry {
  run(): void;
}

/** The commands and the documents by name: type, choose, Enter. */
export function Palette({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  // As it was when the palette opened: later ones win over earlier ones of the same name.
  const [commands] = useState(() => [...new Map(useRegistry.getState().commands.filter((command) => !command.hidden).map((command) => [command.id, command])).values()]);
  const wanted = typed.trim();
  const { data: documents = [] } = useQuery(suggestionsQuery(wanted));
  const label = (command: Command) => t(command.label as 'command.help');
  const entries: Action[] = [
    ...commands.filter((command) => beginsWords(label(command), typed)).map((command) => ({ id: command.id, text: label(command), keys: command.keys?.[0], run: () => command.run() })),
    ...documents.map(({ id, title }) => ({ id: `item.${id}`, text: title, hint: t('palette.document'), run: () => void navigate({ to: '/items/$id', params: { id } }) })),
    ...(wanted ? [{ id: 'search', text: t('palette.search', { text: wanted }), run: () => void navigate({ to: '/', search: { q: wanted } }) }] : []),
  ];
  return (
    <Chooser
      label={t('command.palette')}
      listLabel={t('palette.label')}
      placeholder={t('palette.placeholder')}
      typed={typed}
      entries={entries}
      onType={setTyped}
      onChoose={({ run }) => {
        onClose();
        // After the focus went back to where it was.
        setTimeout(run);
      }}
      onClose={onClose}
    />
  );
}
