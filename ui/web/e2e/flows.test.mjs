import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Backend, launch, openPage } from './backend.mjs';

let backend, browser;
before(async () => {
  backend = await new Backend().start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await backend?.dispose();
});

const DOCUMENTS = [
  ['Heat pumps in old houses', 'The compressor of the heat pump runs at night, when electricity is cheap. See [[Heat pump noise]].'],
  ['Heat pump noise', 'The compressor of the heat pump is loud on the terrace; rubber feet under it help.'],
  ['Underfloor heating', 'Underfloor heating suits a heat pump, for its water is only lukewarm.'],
];

const runOf = (page, name) => page.getByRole('listbox', { name: 'Runs' }).getByRole('option', { name });

test('nothing has run yet: both pages say what will be there', async () => {
  const { page, wrong } = await openPage(browser, backend);
  await page.keyboard.press('Alt+5');
  await page.getByText('Nothing has run yet').waitFor();
  await page.keyboard.press('Alt+4');
  await page.getByText('Too little in the library yet').waitFor();
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('a run appears while one looks, and its steps show what they took', async () => {
  const { page, wrong } = await openPage(browser, backend);
  await page.goto(`${backend.url}workflows`);
  await page.getByText('Nothing has run yet').waitFor();
  for (const [title, text] of DOCUMENTS) await backend.call('api/items', { content: `# ${title}\n\n${text}` });
  await runOf(page, /Heat pump noise/).waitFor();
  await backend.settled();
  await page.getByText('3 runs').waitFor();
  const { runs } = await backend.call('api/workflows/runs');

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: runs[0].subject_title }).waitFor();
  const steps = page.getByRole('list', { name: 'Steps' });
  await steps.getByRole('button', { name: /^Cut into passages/ }).waitFor();
  for (const name of [/^Read the text/, /^Names and ideas/, /^Read for meaning/, /^Find connections/]) assert.match(await steps.getByRole('button', { name }).textContent(), /ms.*Done/);

  // From the list to the steps, through them, into one, and back again.
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const pane = page.getByRole('region', { name: 'Cut into passages' });
  await pane.getByText('Took').waitFor();
  await page.getByText('State after each step').waitFor();
  await page.locator('main details summary').first().click();
  await page.locator('main pre', { hasText: '"passages": 1' }).waitFor();
  await page.keyboard.press('Escape');
  await pane.waitFor({ state: 'detached' });
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: runs[1].subject_title }).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL(/\/workflows$/);
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('a run that is open is followed without reading the page anew', async () => {
  const id = (await backend.call('api/conversations', {})).id;
  await backend.call(`api/conversations/${id}/messages`, { message: 'When does the compressor run?' });
  const { page, wrong } = await openPage(browser, backend);
  await page.goto(`${backend.url}workflows?graph=rag_chat`);
  await runOf(page, /When does the compressor run/).click();
  await page.getByRole('button', { name: /Settle the answer/ }).first().waitFor();
  await backend.call(`api/conversations/${id}/messages`, { message: 'Who painted the Sistine chapel?' });
  await runOf(page, /Sistine chapel/).waitFor();
  await page.getByText('2 runs').waitFor();
  assert.match(page.url(), /graph=rag_chat/);
  await page.getByRole('link', { name: 'Open the conversation' }).click();
  await page.waitForURL(new RegExp(`/conversations/${id}`));
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('a run that failed says why, where, and what to do', async () => {
  const { page, wrong } = await openPage(browser, backend);
  const [{ id }] = (await backend.call('api/workflows/runs?graph=processing')).runs;
  const error = 'The model answered nothing that can be read.\nIt was asked three times.';
  await page.route(`**/api/workflows/runs/${id}`, async (route) => {
    const run = await (await route.fetch()).json();
    const nodes = run.nodes.slice(0, run.nodes.findIndex(({ node }) => node === 'extract') + 1).map((node) => (node.node === 'extract' ? { ...node, status: 'failed', error, attempts: 3, model: 'ollama:qwen3:8b', input_tokens: 1_204, output_tokens: 12 } : node));
    await route.fulfill({ json: { ...run, status: 'failed', error, nodes, checkpoints: [] } });
  });
  await page.goto(`${backend.url}workflows/${id}`);
  const why = page.getByRole('region', { name: 'Why it failed' });
  await why.getByText('It failed at “Names and ideas”').waitFor();
  await why.getByText('It was asked three times.').waitFor();
  await why.getByRole('button', { name: 'Try again' }).waitFor();
  await page.getByRole('button', { name: /^Names and ideas/ }).first().click();
  const pane = page.getByRole('region', { name: 'Names and ideas' });
  await pane.getByText('1,204 tokens in, 12 out').waitFor();
  await pane.getByText('3 attempts').waitFor();
  assert.match(await page.getByRole('button', { name: /^Find connections/ }).textContent(), /not taken/);
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('a document leads to its runs, and they lead back', async () => {
  const { page } = await openPage(browser, backend);
  await page.getByRole('option', { name: /Underfloor heating/ }).click();
  await page.getByRole('link', { name: 'How it was processed' }).click();
  await page.getByText('1 run', { exact: true }).waitFor();
  await runOf(page, /Underfloor heating/).click();
  await page.getByRole('link', { name: 'Open the document' }).click();
  await page.getByRole('heading', { name: 'Underfloor heating' }).waitFor();
  await page.context().close();
});

test('a digest is made with one key, and each of its lines leads to a document', async () => {
  const { page, wrong } = await openPage(browser, backend);
  await page.goto(`${backend.url}digest`);
  await page.getByText('No digest yet').waitFor();
  await page.keyboard.press('m');
  const article = page.getByRole('article');
  await article.getByText('3 things came in since yesterday.').waitFor();
  await page.getByText('counted, not written by a model').waitFor();
  assert.equal(await page.getByRole('listbox', { name: 'Digests' }).getByRole('option').count(), 1);
  for (const [title] of DOCUMENTS) await article.getByRole('link', { name: title }).first().waitFor();
  await article.getByText('New connections').waitFor();

  // One that is made elsewhere is there without a reload.
  await backend.call('api/digest', { period: 'weekly' });
  await page.getByRole('option', { name: /Weekly/ }).click();
  await article.getByText('3 things came in since last week.').waitFor();
  await article.getByRole('link', { name: 'Heat pump noise' }).first().click();
  await page.getByRole('heading', { name: 'Heat pump noise' }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'How it was made' }).click();
  await runOf(page, /Weekly digest/).waitFor();
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('a digest is told in the language of the page', async () => {
  const { page, wrong } = await openPage(browser, backend, { language: 'de' });
  await page.goto(`${backend.url}digest`);
  await page.getByRole('listbox', { name: 'Rückblicke' }).getByText('3 Dinge kamen seit gestern hinzu.').waitFor();
  await page.getByRole('article').getByText(/Verlinkt darauf|Ist von dort verlinkt|Nennt auch|Sagt Ähnliches/).first().waitFor();
  assert.equal(await page.getByText('came in').count(), 0);
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('a digest that is made does not call one back, and one that fails is told', async () => {
  const { page, wrong } = await openPage(browser, backend);
  let release;
  const held = new Promise((go) => (release = go));
  await page.route('**/api/digest', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${backend.url}digest`);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('m');
  await page.getByRole('link', { name: 'All items' }).click();
  await page.getByRole('listbox', { name: 'Documents' }).waitFor();
  const made = page.waitForResponse('**/api/digest');
  release();
  await (await made).finished();
  await new Promise((wake) => setTimeout(wake, 300));
  assert.equal(new URL(page.url()).pathname, '/');

  await page.unroute('**/api/digest');
  await page.route('**/api/digest', (route) => route.fulfill({ status: 500, json: { error: { code: 'internal', message: 'The digest could not be made.' } } }));
  await page.goto(`${backend.url}digest`);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('m');
  await page.getByRole('alert').waitFor();
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('what failed beyond those listed is counted, and trying again says when it cannot', async () => {
  const { page, wrong } = await openPage(browser, backend);
  const job = { attempts: 3, item_id: 'gone', not_before: null, reason: 'The file is damaged.', stage: 'text', status: 'failed', title: 'Scan' };
  await page.route('**/api/processing/queue?*', async (route) => route.fulfill({ json: { ...(await (await route.fetch()).json()), failed: 1_200, jobs: [job] } }));
  await page.route('**/api/processing/retry', (route) => route.fulfill({ status: 500, json: { error: { code: 'internal', message: 'The queue does not answer.' } } }));
  await page.reload();
  await page.getByRole('button', { name: /1,200/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('and 1,199 more').waitFor();
  await dialog.getByRole('button', { name: 'Try all again' }).click();
  await dialog.getByRole('alert').waitFor();
  assert.deepEqual(wrong, []);
  await page.context().close();
});

const pages = {
  workflows: async (page) => {
    await page.goto(`${backend.url}workflows`);
    await page.locator('[role=option]').first().waitFor();
  },
  run: async (page) => {
    const { runs } = await backend.call('api/workflows/runs?graph=rag_chat');
    await page.goto(`${backend.url}workflows/${runs[0].id}`);
    await page.locator('main ol button').nth(1).click();
    await page.locator('main details summary').first().click();
    await page.locator('main pre').waitFor();
  },
  digest: async (page) => {
    await page.goto(`${backend.url}digest`);
    await page.getByRole('article').waitFor();
  },
};

for (const look of [{ theme: 'light' }, { theme: 'dark' }, { theme: 'light', language: 'ar' }])
  for (const [name, go] of Object.entries(pages))
    test(`axe finds nothing: ${name}, ${look.theme}${look.language ? `, ${look.language}` : ''}`, async () => {
      const { page, wrong } = await openPage(browser, backend, { ...look, reducedMotion: 'reduce' });
      await go(page);
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.split('\n')[1] ?? ''}`)), []);
      assert.deepEqual(wrong, []);
      await page.context().close();
    });
