// Takes the pictures of the guide: each page, light and dark, and one from right to left. scripts/screenshots runs it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Backend, launch, openPage } from '../e2e/backend.mjs';
import { ModelServer } from '../e2e/model-server.mjs';
import { ANSWER, items, QUESTION } from './library.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../../docs/guide/pictures/', import.meta.url));
const only = process.argv.slice(3);
mkdirSync(folder, { recursive: true });

const [backend, browser, model] = await Promise.all([new Backend().start(), launch(), new ModelServer().start()]);
// In the order in which somebody kept them: the last is the newest.
for (const item of [...items].reverse()) await backend.call('api/items', item.title ? item : { content: item.content, tags: item.tags });
await backend.settled();
await backend.call('api/searches', { query: 'what leaves the house', name: 'What leaves the house' });
await backend.call('api/digest', { period: 'weekly' });
await model.serve(backend);
model.answers = [ANSWER];
const { items: list } = await backend.call('api/items?limit=100');
const idOf = (title) => list.find((item) => item.title === title).id;
const beans = idOf('Beans: what worked in 2025');
await backend.call(`api/items/${beans}`, { starred: true }, 'PUT');

const settle = (page) => page.waitForTimeout(400);

/** Every picture: its name, and what leads there. */
const pictures = {
  library: async (page) => {
    await page.goto(`${backend.url}items/${idOf('The forgetting curve, measured again')}`);
    await page.getByRole('complementary', { name: 'Details' }).getByText('Concepts').waitFor();
  },
  search: async (page) => {
    await page.getByRole('listbox', { name: 'Documents' }).getByRole('option').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('how to undo a release');
    await page.getByRole('listbox', { name: 'Results' }).getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('mark.cited').first().waitFor();
  },
  conversation: async (page) => {
    await page.goto(`${backend.url}conversations`);
    await page.getByRole('textbox', { name: 'Ask your library' }).fill(QUESTION);
    await page.keyboard.press('Enter');
    await page.getByText(/sentences found in your library|All found/).waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: /^Source 1/ }).first().click();
    await page.getByRole('complementary', { name: /Source/ }).locator('mark.cited').first().waitFor();
  },
  conversations: async (page) => {
    await page.goto(`${backend.url}conversations`);
    await page.getByRole('textbox', { name: 'Ask your library' }).waitFor();
  },
  connections: async (page) => {
    await page.goto(`${backend.url}connections`);
    await page.waitForTimeout(4000);
  },
  digest: async (page) => {
    await page.goto(`${backend.url}digest`);
    await page.getByRole('article').or(page.getByRole('heading', { level: 1 })).first().waitFor();
  },
  workflows: async (page) => {
    const { runs } = await backend.call('api/workflows/runs?limit=50');
    const answered = runs.find((run) => run.graph === 'rag_chat') ?? runs[0];
    await page.goto(`${backend.url}workflows/${answered.id}`);
    await page.waitForTimeout(600);
  },
  settings: async (page) => {
    await page.goto(`${backend.url}settings/ai`);
    await page.waitForTimeout(800);
  },
  data: async (page) => {
    await page.goto(`${backend.url}settings/data`);
    await page.waitForTimeout(600);
  },
  capture: async (page) => {
    await page.getByRole('listbox', { name: 'Documents' }).getByRole('option').first().waitFor();
    await page.keyboard.press('n');
    await page.getByRole('dialog').getByRole('textbox').first().fill('Ask Petra for the rye starter again.');
  },
  palette: async (page) => {
    await page.getByRole('listbox', { name: 'Documents' }).getByRole('option').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('li');
    await page.waitForTimeout(300);
  },
};

for (const [name, go] of Object.entries(pictures)) {
  if (only.length > 0 && !only.includes(name)) continue;
  for (const theme of ['light', 'dark']) {
    const { page, wrong } = await openPage(browser, backend, { theme });
    // One that fails is told and leaves the others.
    await go(page).catch((error) => console.error(`${name}-${theme}: ${error.message}`));
    await settle(page);
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
    if (wrong.length > 0) console.error(`${name}-${theme}: ${wrong.join('; ')}`);
    await page.context().close();
  }
}

if (only.length === 0 || only.includes('arabic')) {
  const { page } = await openPage(browser, backend, { language: 'ar' });
  await page.goto(`${backend.url}items/${beans}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settle(page);
  await page.screenshot({ path: join(folder, 'library-arabic.png') });
  await page.context().close();
}

await browser.close();
model.dispose();
await backend.dispose();
process.exit();
