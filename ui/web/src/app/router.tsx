import { createRouter } from '@tanstack/react-router';
import { Broken } from './Broken';
import { routeTree } from './pages';

export const router = createRouter({ routeTree, defaultPreload: false, scrollRestoration: false, defaultErrorComponent: Broken });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
