import type { ProviderReport, SettingValue } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ApiError, read } from '../../lib/api';
import { useFormats } from '../../lib/format';
import { keys } from '../../lib/keys';
import { embeddingQuery, queueQuery } from '../../lib/library';
import { queryClient } from '../../lib/query-client';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { ModelField } from './ModelField';
import { ProgressLine } from './ProgressLine';
import { Setting } from './Setting';
import { useSave } from './useSave';

const LOOK_MS = 1_500;
const BUILT_IN = 'built-in:';

interface Props {
  readonly setting: SettingValue | undefined;
  readonly providers: readonly ProviderReport[];
}

const begin = (model: string, agreed = false) => read(api.PUT('/api/models/embedding', { body: { model: model || null, agreed } }));

/** Which model reads the library for its meaning. Another one is changed to in the background; the one in use serves on until it is done. */
export function MeaningSetting({ setting, providers }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [state, save] = useSave();
  const [question, setQuestion] = useState<{ readonly model: string; readonly text: string } | null>(null);
  const { data } = useQuery({ ...embeddingQuery, refetchInterval: (query) => (query.state.data?.building ? LOOK_MS : false) });
  const building = data?.building;
  const { data: queue } = useQuery({ ...queueQuery, refetchInterval: building ? LOOK_MS : false });
  const rebuild = queue?.embedding?.rebuild;
  const target = (building ?? data?.embedding)?.name ?? '';
  const label = t('settings.meaning.label');
  const after = async (work: Promise<unknown>) => {
    await work;
    void queryClient.invalidateQueries({ queryKey: keys.settings });
    void queryClient.invalidateQueries({ queryKey: keys.queue });
  };
  const choose = (model: string) =>
    save(async () => {
      try {
        await after(begin(model));
      } catch (error) {
        const provider = providers.find((one) => model.startsWith(`${one.id}:`));
        const asks = error instanceof ApiError && error.code === 'provider_not_allowed' && provider && !provider.local && (await isAllowed());
        if (!asks) throw error;
        setQuestion({ model, text: error.message });
      }
    });
  return (
    <Setting
      label={label}
      hint={t('settings.meaning.hint')}
      setBy={setting?.overridden_by ?? null}
      state={question ? { kind: 'none' } : state}
      below={
        building && (
          <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
            <ProgressLine label={t('settings.meaning.rebuilding', { model: building.name })} done={rebuild?.done ?? 0} total={rebuild?.total ?? 0} />
            <span className="tabular min-w-0 flex-1 text-ink-2">
              {t('settings.meaning.rebuilding', { model: building.name })}
              {rebuild && ` · ${t('settings.meaning.passages', { done: formats.number(rebuild.done), total: formats.number(rebuild.total) })}`}
            </span>
            <Button onClick={() => void save(() => after(read(api.DELETE('/api/models/embedding/building'))))}>{t('settings.meaning.cancel')}</Button>
          </div>
        )
      }
    >
      {(names) => (
        <>
          <ModelField {...names} label={label} value={target.startsWith(BUILT_IN) ? '' : target} providers={providers.filter((provider) => provider.id !== 'built-in')} can="embeds" none={t('settings.meaning.builtIn')} disabled={setting?.overridden_by != null} onChange={choose} />
          {question && (
            <ConfirmDialog title={t('settings.meaning.agree')} action={t('settings.meaning.agreed')} onClose={() => setQuestion(null)} onConfirm={() => void save(() => after(begin(question.model, true)))}>
              <p dir="auto">{question.text}</p>
            </ConfirmDialog>
          )}
        </>
      )}
    </Setting>
  );
}

const isAllowed = async () => (await read(api.GET('/api/settings/ai'))).mode.value !== 'local';
