import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readGraphSearch } from '../features/connections/graph-search';
import { readLibrarySearch } from '../lib/library-search';
import { readRunFilters } from '../lib/runs';
import { Item } from './ItemPane';
import { Library } from './Library';
import { NotFound } from './NotFound';
import { Shell } from './Shell';
import { Welcome } from './Welcome';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const library = createRoute({ getParentRoute: () => root, id: 'library', component: Library, validateSearch: readLibrarySearch });
const runs = createRoute({ getParentRoute: () => root, id: 'runs', component: lazyRouteComponent(() => import('./Workflows'), 'Workflows'), validateSearch: readRunFilters });
const digests = createRoute({ getParentRoute: () => root, id: 'digests', component: lazyRouteComponent(() => import('./Digest'), 'Digests') });

// The build reads the paths of `page('…')` out of this file: the backend answers at them, and at no others.
const page = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path });
const inLibrary = <const Page extends { path: string }>(page: Page) => ({ ...page, getParentRoute: () => library });
const inRuns = <const Page extends { path: string }>(page: Page) => ({ ...page, getParentRoute: () => runs });
const inDigests = <const Page extends { path: string }>(page: Page) => ({ ...page, getParentRoute: () => digests });

/** Every page, one line each. What stands in the sidebar is in navigation.ts. */
const pages = [
  createRoute({ ...inLibrary(page('/')), component: Welcome }),
  createRoute({ ...inLibrary(page('/items/$id')), component: Item }),
  createRoute({ ...page('/conversations'), component: lazyRouteComponent(() => import('./Chat'), 'Conversations') }),
  createRoute({ ...page('/conversations/$id'), component: lazyRouteComponent(() => import('./Chat'), 'Conversation') }),
  createRoute({ ...page('/connections'), component: lazyRouteComponent(() => import('./Connections'), 'Connections'), validateSearch: readGraphSearch }),
  createRoute({ ...page('/settings'), component: lazyRouteComponent(() => import('./Settings'), 'Settings') }),
  createRoute({ ...page('/settings/$section'), component: lazyRouteComponent(() => import('./Settings'), 'Settings') }),
] as const;

const runPages = [
  createRoute({ ...inRuns(page('/workflows')), component: lazyRouteComponent(() => import('./Workflows'), 'NoRun') }),
  createRoute({ ...inRuns(page('/workflows/$id')), component: lazyRouteComponent(() => import('./Workflows'), 'Run') }),
] as const;

const digestPages = [
  createRoute({ ...inDigests(page('/digest')), component: lazyRouteComponent(() => import('./Digest'), 'Latest') }),
  createRoute({ ...inDigests(page('/digest/$id')), component: lazyRouteComponent(() => import('./Digest'), 'Digest') }),
] as const;

const [items, item, ...others] = pages;
export const routeTree = root.addChildren([library.addChildren([items, item]), runs.addChildren(runPages), digests.addChildren(digestPages), ...others]);
