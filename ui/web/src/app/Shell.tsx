import { Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CaptureDialog } from '../features/capture/CaptureDialog';
import { CaptureTray } from '../features/capture/CaptureTray';
import { DropZone } from '../features/capture/DropZone';
import { useFirstSteps } from '../features/first-steps/first-steps';
import { sections } from '../features/settings/sections';
import { runKey, useCommands, type Command } from '../lib/commands';
import { useConnection } from '../lib/connection';
import { applyTheme, themes, usePreferences } from '../lib/preferences';
import { useUndo } from '../lib/undo';
import { TooltipProvider } from '../ui/Tooltip';
import { Banner } from './Banner';
import { Failures } from './Failures';
import { Help } from './Help';
import { navigation } from './navigation';
import { useOverlay } from './overlay';
import { Palette } from './Palette';
import { Sidebar } from './Sidebar';
import { SignedOut } from './SignedOut';
import { StatusBar } from './StatusBar';
import { UndoBar } from './UndoBar';

// None is fetched when it is wanted: the backend may be gone by then.
const overlays = { palette: Palette, help: Help, capture: CaptureDialog, failures: Failures };

/** What stays on every page: sidebar, status bar, banner, and the dialogs over all. */
export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { open, show, close } = useOverlay();
  const { sidebar, list, theme, set } = usePreferences();
  const signedOut = useConnection((now) => now.state === 'signed_out');
  const undoable = useUndo((now) => now.last !== null);

  useEffect(() => applyTheme(theme), [theme]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => void runKey(event);
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  const commands: Command[] = [
    { id: 'palette', label: 'command.palette', group: 'go', keys: ['Mod+K'], run: () => show('palette') },
    { id: 'help', label: 'command.help', group: 'go', keys: ['?'], run: () => show('help') },
    { id: 'capture', label: 'command.capture', group: 'items', keys: ['n', 'Mod+N', 'Alt+N'], run: () => show('capture') },
    { id: 'failures', label: 'command.failures', group: 'items', run: () => show('failures') },
    { id: 'ask', label: 'command.ask', group: 'chat', keys: ['c'], run: () => void navigate({ to: '/conversations' }) },
    ...navigation.map(({ path, label, keys }) => ({ id: `go.${path}`, label, group: 'go' as const, keys: [keys], run: () => void navigate({ to: path }) })),
    { id: 'view.sidebar', label: 'command.sidebar', group: 'view', keys: ['[', 'Mod+1'], run: () => set({ sidebar: !sidebar }) },
    { id: 'view.list', label: 'command.list', group: 'view', keys: [']', 'Mod+2'], run: () => set({ list: !list }) },
    { id: 'settings', label: 'settings.title', group: 'go', keys: ['Mod+,'], run: () => void navigate({ to: '/settings' }) },
    ...sections.map((section) => ({ id: `settings.${section}`, label: `settings.command.${section}`, group: 'go' as const, run: () => void navigate({ to: '/settings/$section', params: { section } }) })),
    { id: 'firstSteps', label: 'firstSteps.title', group: 'go', run: () => void navigate({ to: '/' }).then(() => useFirstSteps.getState().open(true)) },
    ...themes.map((name) => ({ id: `view.theme.${name}`, label: `theme.command.${name}`, group: 'view' as const, run: () => set({ theme: name }) })),
    ...(undoable ? [{ id: 'undo', label: 'command.undo', group: 'items' as const, keys: ['z', 'Mod+Z'], run: () => void useUndo.getState().run() }] : []),
  ];
  useCommands(commands);

  if (signedOut) return <SignedOut />;
  const Overlay = open && overlays[open];
  return (
    <TooltipProvider delayDuration={500}>
      <div className="flex h-full flex-col">
        <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raised focus:px-3 focus:py-2">
          {t('view.skip')}
        </a>
        <Banner />
        <div className="flex min-h-0 flex-1">
          <Sidebar />
          <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1">
            <Outlet />
          </main>
        </div>
        <StatusBar />
        <UndoBar />
        <CaptureTray />
        <DropZone />
        {Overlay && <Overlay onClose={close} />}
      </div>
    </TooltipProvider>
  );
}
