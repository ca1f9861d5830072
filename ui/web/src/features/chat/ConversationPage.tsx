import type { Citation, Message, SearchFilters } from '@cortex/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Download, Pencil, Trash2 } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../lib/api';
import { useCommands } from '../../lib/commands';
import { save } from '../../lib/download';
import { keys } from '../../lib/keys';
import { usePreferences } from '../../lib/preferences';
import { queryClient } from '../../lib/query-client';
import { attempt, useUndo } from '../../lib/undo';
import { Chip } from '../../ui/Chip';
import { CommandMenu } from '../../ui/CommandMenu';
import { IconButton } from '../../ui/Button';
import { Problem } from '../../ui/Problem';
import { Resizer } from '../../ui/Resizer';
import { Answer } from './Answer';
import { Composer } from './Composer';
import { exportText } from './export';
import { Live } from './Live';
import { takeQuestion } from './pending';
import { SourcePane } from './SourcePane';
import { useChat } from './useChat';

// So many pixels from the end are still the end.
const AT_END = 40;

const icon = { size: 15, strokeWidth: 1.6, 'aria-hidden': true } as const;

export function ConversationPage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { sourceWidth, set } = usePreferences();
  const { conversation, live, text, type, ask, stop, dismiss } = useChat(id);
  const [source, setSource] = useState<Citation | null>(null);
  const [edits, setEdits] = useState(0);
  const log = useRef<HTMLDivElement>(null);
  // How long the log was when it was last drawn, and which question was shown then.
  const drawn = useRef({ height: 0, question: '' });
  const data = conversation.data;
  const messages = (data?.messages ?? []).filter((message) => message.status !== 'answering');
  const busy = live !== null && !live.done;

  const begin = useEffectEvent(() => {
    const question = takeQuestion(id);
    if (question) ask(question);
  });
  useEffect(() => begin(), [id]);
  const asked = live?.question ?? '';
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    // Who stood at the end stays there; what is asked is shown, wherever one was reading.
    const atEnd = element.scrollTop + element.clientHeight >= drawn.current.height - AT_END;
    if (atEnd || (asked && asked !== drawn.current.question)) element.scrollTo({ top: element.scrollHeight });
    drawn.current = { height: element.scrollHeight, question: asked };
  }, [messages.length, live?.text, asked]);

  const scope = async (filters: SearchFilters | null) => {
    if (await attempt(read(api.PATCH('/api/conversations/{id}', { params: { path: { id } }, body: { filters } })))) void queryClient.invalidateQueries({ queryKey: keys.conversation(id) });
  };
  const edit = (question: string) => {
    const before = text;
    type(question);
    if (before.trim() && before !== question) useUndo.getState().offer({ text: t('chat.draftReplaced'), undo: async () => type(before) });
    setEdits((now) => now + 1);
  };
  const remove = async () => {
    if (!(await attempt(read(api.DELETE('/api/conversations/{id}', { params: { path: { id } } }))))) return;
    await navigate({ to: '/conversations' });
    const again = () => queryClient.invalidateQueries({ queryKey: keys.conversations });
    void again();
    useUndo.getState().offer({
      text: t('chat.deleted'),
      undo: async () => {
        await read(api.POST('/api/conversations/{id}/restore', { params: { path: { id } } }));
        await again();
      },
    });
  };
  const download = () => {
    if (data) save(new Blob([exportText(data)], { type: 'text/markdown' }), `${(data.title ?? 'conversation').replaceAll(/[^\p{L}\p{N} -]/gu, '').slice(0, 60)}.md`);
  };
  const lastQuestion = messages.findLast((message) => message.role === 'user')?.content;
  useCommands([
    { id: 'chat.back', label: 'command.back', group: 'chat', keys: ['Escape'], run: () => (source ? setSource(null) : busy ? stop() : void navigate({ to: '/conversations' })) },
    ...(busy ? [{ id: 'chat.stop', label: 'command.stop', group: 'chat' as const, run: stop }] : []),
    ...(lastQuestion && !busy ? [{ id: 'chat.edit', label: 'command.editQuestion', group: 'chat' as const, keys: ['e'], run: () => edit(lastQuestion) }] : []),
    { id: 'chat.export', label: 'command.exportChat', group: 'chat', run: download },
    { id: 'chat.delete', label: 'command.deleteChat', group: 'chat', keys: ['Delete', '#'], run: () => void remove() },
  ]);

  const title = data?.title ?? messages[0]?.content ?? live?.question ?? t('chat.new');
  const sources = data?.filters?.sources;
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <section aria-label={title} className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-[51px] shrink-0 items-center gap-1 border-b border-line px-4">
          <p className="min-w-0 flex-1 truncate text-sm text-ink-2">
            <Link to="/conversations" className="hover:text-ink">
              {t('nav.conversations')}
            </Link>{' '}
            <span className="mx-1 text-ink-3">/</span> <bdi>{title}</bdi>
          </p>
          {sources?.map((name) => <Chip key={name}>{t('chat.only', { name })}</Chip>)}
          <IconButton label={t('command.exportChat')} onClick={download}>
            <Download {...icon} />
          </IconButton>
          <IconButton label={t('command.deleteChat')} keys="Delete" onClick={() => void remove()}>
            <Trash2 {...icon} />
          </IconButton>
          <CommandMenu label={t('command.more')} of={['chat.']} />
        </header>
        <div
          ref={log}
          tabIndex={0}
          role="log"
          aria-label={t('chat.log')}
          className="min-h-0 flex-1 overflow-y-auto px-8 pt-7 pb-4 focus-visible:outline-none max-[760px]:px-4"
        >
          <h1 className="sr-only">{title}</h1>
          <div className="mx-auto flex max-w-[720px] flex-col gap-6">
            {conversation.error && !data && <Problem error={conversation.error} onRetry={() => void conversation.refetch()} />}
            {messages.map((message, index) => (
              <Turn key={message.id} message={message} source={source} onOpen={setSource} onEdit={edit} {...(question(messages, index) && !busy && { onRetry: () => ask(question(messages, index)!) })} />
            ))}
            {live && (
              <>
                {live.question && messages.findLast((message) => message.role === 'user')?.content !== live.question && <Question text={live.question} />}
                <Live
                  live={live}
                  onRetry={() => {
                    dismiss();
                    const again = live.question || lastQuestion;
                    if (again) ask(again);
                  }}
                />
              </>
            )}
          </div>
        </div>
        <div className="mx-auto w-full max-w-[784px] px-8 pb-4 max-[760px]:px-3">
          <Composer key={edits} text={text} filters={data?.filters ?? null} busy={busy} onType={type} onFilters={(to) => void scope(to)} onAsk={ask} onStop={stop} />
        </div>
      </section>
      {source && (
        <>
          <Resizer label={t('view.resizeSource')} value={sourceWidth} least={300} most={760} reversed onChange={(width) => set({ sourceWidth: width })} />
          <SourcePane citation={source} width={sourceWidth} onClose={() => setSource(null)} />
        </>
      )}
    </div>
  );
}

// An answer can be asked for again where its question stands before it, and only the last one.
function question(messages: readonly Message[], index: number): string | undefined {
  const before = messages[index - 1];
  return index === messages.length - 1 && before?.role === 'user' ? before.content : undefined;
}

function Question({ text, onEdit }: { readonly text: string; onEdit?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="group flex items-start gap-2">
      <h2 dir="auto" className="min-w-0 flex-1 border-s-[3px] border-accent ps-2.5 text-[15.5px] leading-[22px] font-[600] break-words whitespace-pre-wrap">
        {text}
      </h2>
      {onEdit && (
        <IconButton label={t('command.editQuestion')} onClick={onEdit} className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
          <Pencil size={13} strokeWidth={1.6} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

interface TurnProps {
  readonly message: Message;
  readonly source: Citation | null;
  onOpen(citation: Citation): void;
  onEdit(text: string): void;
  onRetry?: () => void;
}

function Turn({ message, source, onOpen, onEdit, onRetry }: TurnProps) {
  if (message.role === 'user') return <Question text={message.content} onEdit={() => onEdit(message.content)} />;
  return <Answer message={message} openCitation={source} onOpen={onOpen} {...(onRetry && { onRetry })} />;
}
