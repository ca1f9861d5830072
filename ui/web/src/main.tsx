import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { fetchAhead } from './app/chunks';
import { router } from './app/router';
import { languageOf, setLanguage, startTexts } from './lib/i18n';
import { saveDraftsWhenOnline } from './lib/note-drafts';
import { usePreferences } from './lib/preferences';
import { followEvents, queryClient } from './lib/query-client';
import { signIn } from './lib/session';
import './styles/index.css';

startTexts();
await Promise.all([signIn(), setLanguage(languageOf(usePreferences.getState().language))]);
saveDraftsWhenOnline();
followEvents();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
void fetchAhead();
