import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readGraphSearch } from '../features/connections/graph-search';
import { readLibrarySearch } from '../lib/library-search';
import { readRunFilters } from '../lib/runs';
import { chunks } from './chunks';
import { Item } from './ItemPane';
import { Library } from './Library';
import { NotFound } from './NotFound';
import { Shell } from './Shell';
import { Welcome } from './Welcome';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const library = createRoute({ getParentRoute: () => root, id: 'library', component: Library, validateSearch: readLibrarySearch });
const runs = createRoute({ getParentRoute: () => root, id: 'runs', component: lazyRouteComponent(chunks.workflows, 'Workflows'), validateSearch: readRunFilters });
const digests = createRoute({ getParentRoute: () => root, id: 'digests', component: lazyRouteComponent(chunks.digest, 'Digests') });

// The build reads the paths of `page('…')` out of this file: the backend answers at them, and at no others.
const page = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path });
const inLibrary = <const Page extends { path: string }>(page: Page) => ({ ...page, getParentRoute: () => library });
const inRuns = <const Page extends { path: string }>(page: Page) => ({ ...page, getParentRoute: () => runs });
const inDigests = <const Page extends { path: string }>(page: Page) => ({ ...page, getParentRoute: () => digests });

/** Every page, one line each. What stands in the sidebar is in navigation.ts. */
const pages = [
  createRoute({ ...inLibrary(page('/')), component: Welcome }),
  createRoute({ ...inLibrary(page('/items/$id')), component: Item }),
  createRoute({ ...page('/conversations'), component: lazyRouteComponent(chunks.chat, 'Conversations') }),
  createRoute({ ...page('/conversations/$id'), component: lazyRouteComponent(chunks.chat, 'Conversation') }),
  createRoute({ ...page('/connections'), component: lazyRouteComponent(chunks.connections, 'Connections'), validateSearch: readGraphSearch }),
  createRoute({ ...page('/settings'), component: lazyRouteComponent(chunks.settings, 'Settings') }),
  createRoute({ ...page('/settings/$section'), component: lazyRouteComponent(chunks.settings, 'Settings') }),
] as const;

const runPages = [
  createRoute({ ...inRuns(page('/workflows')), component: lazyRouteComponent(chunks.workflows, 'NoRun') }),
  createRoute({ ...inRuns(page('/workflows/$id')), component: lazyRouteComponent(chunks.workflows, 'Run') }),
] as const;

const digestPages = [
  createRoute({ ...inDigests(page('/digest')), component: lazyRouteComponent(chunks.digest, 'Latest') }),
  createRoute({ ...inDigests(page('/digest/$id')), component: lazyRouteComponent(chunks.digest, 'Digest') }),
] as const;

const [items, item, ...others] = pages;
export const routeTree = root.addChildren([library.addChildren([items, item]), runs.addChildren(runPages), digests.addChildren(digestPages), ...others]);
