import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { usePull } from '../../lib/pull';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { TextInput } from '../../ui/Field';
import { ProgressLine } from './ProgressLine';
import { Setting } from './Setting';

// Small ones that run on most machines: one that answers, one that makes vectors.
const suggested = ['qwen3:4b', 'nomic-embed-text'];

/** Fetching a model to this machine. */
export function PullSetting() {
  const { t } = useTranslation();
  const { current, start, stop } = usePull();
  const [model, setModel] = useState('');
  const running = current?.state === 'running';
  const begin = () => {
    if (model.trim()) void start(model.trim());
  };
  return (
    <Setting
      label={t('settings.pull.label')}
      hint={
        <>
          <p>{t('settings.pull.hint')}</p>
          <p className="mt-1.5 flex flex-wrap gap-1.5">
            {suggested.map((name) => (
              <Chip key={name} onClick={() => setModel(name)}>
                {name}
              </Chip>
            ))}
          </p>
        </>
      }
      below={current && <Progress />}
    >
      {(names) => (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            begin();
          }}
        >
          <TextInput {...names} dir="ltr" spellCheck={false} autoComplete="off" value={model} onChange={(event) => setModel(event.target.value)} placeholder={suggested[0]} className="w-44 font-mono text-xs" />
          {running ? (
            <Button key="stop" className="h-8" onClick={stop}>
              {t('settings.pull.stop')}
            </Button>
          ) : (
            // Another button: a click that ends it must not send the form.
            <Button key="start" className="h-8" type="submit" disabled={!model.trim()}>
              {t('settings.pull.start')}
            </Button>
          )}
        </form>
      )}
    </Setting>
  );
}

function Progress() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { current, start } = usePull();
  if (!current) return null;
  const { model, state, step, completed, total, error } = current;
  const amount = total > 0 ? `${formats.percent(completed / total)} · ${t('settings.pull.bytes', { done: formats.bytes(completed), total: formats.bytes(total) })}` : '';
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-sm">
      {state === 'running' && <ProgressLine label={t('settings.pull.progress', { model })} done={completed} total={total} />}
      <p role="status" className={`tabular min-w-0 flex-1 ${state === 'failed' ? 'text-bad' : 'text-ink-2'}`}>
        <bdi className="font-mono text-xs">{model}</bdi>{' '}
        {state === 'running' && [amount, step].filter(Boolean).join(' · ')}
        {state === 'done' && t('settings.pull.done')}
        {state === 'stopped' && t('settings.pull.stopped')}
        {state === 'failed' && <span dir="auto">{error || t('problem.unknown')}</span>}
      </p>
      {(state === 'stopped' || state === 'failed') && <Button onClick={() => void start(model)}>{t('settings.pull.goOn')}</Button>}
    </div>
  );
}
