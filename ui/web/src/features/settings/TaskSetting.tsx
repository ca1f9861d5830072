import type { ProviderReport, SettingValue } from '@cortex/contract';
import { useTranslation } from 'react-i18next';
import { changeAi } from '../../lib/providers';
import { ModelField } from './ModelField';
import { Setting } from './Setting';
import { useSave } from './useSave';

interface Props {
  readonly task: 'chat' | 'grading' | 'extraction' | 'agent';
  readonly setting: SettingValue;
  readonly providers: readonly ProviderReport[];
}

/** Which models do one kind of work. */
export function TaskSetting({ task, setting, providers }: Props) {
  const { t } = useTranslation();
  const [state, save] = useSave();
  const label = t(`settings.tasks.${task}`);
  return (
    <Setting label={label} hint={t(`settings.tasks.${task}Hint`)} setBy={setting.overridden_by} state={state}>
      {(names) => (
        <ModelField
          {...names}
          label={label}
          value={setting.value}
          providers={providers}
          can="chats"
          none={t(`settings.tasks.${task}None`)}
          disabled={setting.overridden_by !== null}
          onChange={(models) => save(() => changeAi({ tasks: { [task]: models || null } }))}
        />
      )}
    </Setting>
  );
}
