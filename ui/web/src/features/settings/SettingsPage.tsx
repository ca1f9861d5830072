import { Link, useNavigate } from '@tanstack/react-router';
import { Bot, Database, Info, Keyboard, Lock, SunMoon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../lib/commands';
import { AboutSection } from './AboutSection';
import { AiSection } from './AiSection';
import { AppearanceSection } from './AppearanceSection';
import { DataSection } from './DataSection';
import { PrivacySection } from './PrivacySection';
import { sections, type Section } from './sections';
import { ShortcutsSection } from './ShortcutsSection';

const icons = { appearance: SunMoon, ai: Bot, data: Database, privacy: Lock, shortcuts: Keyboard, about: Info };

// Of a group of choices, the one that is made.
const FIRST_CONTROL = 'select:enabled, textarea, button:enabled, a, input:enabled:not([hidden], [type=radio]), input[type=radio]:checked';

interface Props {
  readonly section: Section;
  onFiles(files: readonly File[]): void;
}

/** The sections at the left, and one of them. */
export function SettingsPage({ section, onFiles }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pane = useRef<HTMLDivElement>(null);
  const step = (by: number) => {
    const next = sections[Math.min(sections.length - 1, Math.max(0, sections.indexOf(section) + by))]!;
    void navigate({ to: '/settings/$section', params: { section: next }, replace: true });
  };
  useCommands([
    { id: 'settings.next', label: 'settings.command.next', group: 'view', keys: ['j', 'ArrowDown'], run: () => step(1) },
    { id: 'settings.previous', label: 'settings.command.previous', group: 'view', keys: ['k', 'ArrowUp'], run: () => step(-1) },
    { id: 'settings.focus', label: 'settings.command.focus', group: 'view', keys: ['Enter'], run: () => pane.current?.querySelector<HTMLElement>(FIRST_CONTROL)?.focus() },
    { id: 'settings.back', label: 'command.back', group: 'go', keys: ['Escape'], run: () => void navigate({ to: '/' }) },
  ]);
  useEffect(() => {
    if (pane.current) pane.current.scrollTop = 0;
  }, [section]);
  const shown = {
    appearance: () => <AppearanceSection />,
    ai: () => <AiSection />,
    data: () => <DataSection onFiles={onFiles} />,
    privacy: () => <PrivacySection />,
    shortcuts: () => <ShortcutsSection />,
    about: () => <AboutSection />,
  }[section];
  return (
    <div className="flex min-h-0 min-w-0 flex-1 max-[760px]:flex-col">
      <nav aria-label={t('settings.sections')} className="shrink-0 border-line px-2 pt-3 max-[760px]:overflow-x-auto max-[760px]:border-b max-[760px]:pb-2 min-[761px]:w-[212px] min-[761px]:border-e">
        <h1 className="px-2.5 pb-2 font-serif text-xl font-[620] max-[760px]:hidden">{t('settings.title')}</h1>
        <ul className="flex gap-px min-[761px]:flex-col">
          {sections.map((name) => {
            const Icon = icons[name];
            return (
              <li key={name}>
                <Link
                  to="/settings/$section"
                  params={{ section: name }}
                  aria-current={name === section ? 'page' : undefined}
                  className={`flex h-8 items-center gap-3 rounded-[6px] px-2.5 whitespace-nowrap ${name === section ? 'bg-tint font-[560] text-on-tint' : 'text-ink-2 hover:bg-line/50 hover:text-ink'}`}
                >
                  <Icon size={15} strokeWidth={1.6} aria-hidden className="shrink-0" />
                  {t(`settings.section.${name}`)}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <div ref={pane} className="relative min-h-0 min-w-0 flex-1 overflow-y-auto">
        <div className="max-w-[760px] px-9 pt-6 pb-20 max-[760px]:px-4">{shown()}</div>
      </div>
    </div>
  );
}
