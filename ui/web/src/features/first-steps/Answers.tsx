import type { AiSettingsReport } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { aiSettingsQuery } from '../../lib/library';
import { changeAi, modelsOf, ollamaQuery } from '../../lib/providers';
import { Button } from '../../ui/Button';
import { Copyable } from '../../ui/Copyable';
import { Select } from '../../ui/Field';
import { OllamaAbsent } from '../../ui/OllamaAbsent';
import { errorText } from '../../ui/Problem';
import { changeFor, choiceOf, choices, type Choice } from './choice';

/** Where answers come from: each choice says what leaves this machine. */
export function Answers() {
  const { t } = useTranslation();
  const id = useId();
  const { data: ai } = useQuery(aiSettingsQuery);
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [error, setError] = useState<unknown>(null);
  if (!ai) return null;
  const choice = chosen ?? choiceOf(ai);
  const choose = (to: Choice) => {
    setChosen(to);
    setError(null);
    changeAi(changeFor(to)).catch(setError);
  };
  return (
    <fieldset className="border-t border-line">
      <legend className="sr-only">{t('firstSteps.answers.title')}</legend>
      {choices.map((name) => (
        <div key={name} className="border-b border-line py-2.5 last:border-b-0">
          <div className="flex gap-3">
            <input type="radio" id={id + name} name={id} aria-describedby={`${id}${name}-hint`} checked={choice === name} onChange={() => choose(name)} className="mt-[3px] size-4 shrink-0 accent-accent" />
            <div className="min-w-0">
              <label htmlFor={id + name} className="block text-md font-[540]">
                {t(`firstSteps.answers.${name}`)}
              </label>
              <p id={`${id}${name}-hint`} className="text-sm text-ink-2">
                {t(`firstSteps.answers.${name}Hint`)}
              </p>
            </div>
          </div>
          {choice === name && (
            <div className="ms-7 mt-2 flex flex-col items-start gap-2 text-sm text-ink-2 empty:hidden">
              {(name === 'ollama' || name === 'hybrid') && <Ollama ai={ai} />}
              {(name === 'cloud' || name === 'hybrid') && <Cloud />}
            </div>
          )}
        </div>
      ))}
      {error !== null && (
        <p role="alert" dir="auto" className="pt-2 text-sm text-bad">
          {errorText(error, t)}
        </p>
      )}
    </fieldset>
  );
}

/** Whether Ollama is there, which of its models answers, and how to get it where it is not. */
function Ollama({ ai }: { readonly ai: AiSettingsReport }) {
  const { t } = useTranslation();
  const id = useId();
  const formats = useFormats();
  const { data, isFetching, refetch } = useQuery(ollamaQuery);
  const [error, setError] = useState<unknown>(null);
  if (!data) return null;
  const models = modelsOf(data, 'chats');
  const setting = ai.tasks['chat'];
  return (
    <>
      {data.reachable ? (
        <p>
          {t('settings.ollama.runs')} · {t('settings.ollama.found', { version: data.version ?? '?', count: data.models.length, shown: formats.number(data.models.length) })}
        </p>
      ) : <OllamaAbsent report={data} />}
      {models.length > 0 && setting && (
        <span className="flex flex-wrap items-center gap-2">
          <label htmlFor={id}>{t('firstSteps.answers.model')}</label>
          <Select id={id} disabled={setting.overridden_by !== null} value={models.includes(setting.value) ? setting.value : ''} onChange={(event) => changeAi({ tasks: { chat: event.target.value || null } }).then(() => setError(null), setError)}>
            <option value="">{t('settings.tasks.chatNone')}</option>
            {models.map((model) => (
              <option key={model} value={model}>
                {model.slice(model.indexOf(':') + 1)}
              </option>
            ))}
          </Select>
          {error !== null && (
            <span role="alert" dir="auto" className="text-bad">
              {errorText(error, t)}
            </span>
          )}
        </span>
      )}
      {data.reachable && models.length === 0 && (
        <p>
          {t('firstSteps.answers.noModels')}{' '}
          <Link to="/settings/$section" params={{ section: 'ai' }} className="text-accent underline underline-offset-3">
            {t('settings.command.ai')}
          </Link>
        </p>
      )}
      <Button disabled={isFetching} onClick={() => void refetch()}>
        {t('settings.ollama.check')}
      </Button>
    </>
  );
}

function Cloud() {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('firstSteps.answers.login')}</p>
      <span className="flex flex-wrap gap-2">
        <Copyable text="cortex login openai" />
        <Copyable text="cortex login anthropic" />
      </span>
      <p>
        {t('firstSteps.answers.then')}{' '}
        <Link to="/settings/$section" params={{ section: 'ai' }} className="text-accent underline underline-offset-3">
          {t('settings.command.ai')}
        </Link>
      </p>
    </>
  );
}
