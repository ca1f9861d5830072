import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Backend, launch, openPage, softwareGl } from './backend.mjs';
import { syntheticGraph } from './synthetic-graph.mjs';

const notes = [
  ['Heat pump in winter', 'home', 'The heat pump of Hanna Lindqvist in Uppsala ran all winter. Its compressor uses R290, and the outdoor unit freezes below minus ten degrees. The defrost cycle takes four minutes.'],
  ['Why the outdoor unit freezes', 'home', 'When it is colder than minus ten degrees the outdoor unit of a heat pump freezes, and a defrost cycle melts the ice. Hanna Lindqvist measured four minutes for a cycle.'],
  ['Radiators for low temperatures', 'home', 'A heat pump wants large radiators and low flow temperatures. In Uppsala the flow is 38 degrees for most of the winter.'],
  ['Kubernetes rollbacks', 'platform', 'To roll back a deployment in Kubernetes use kubectl rollout undo. The previous replica set is scaled up again. Tomasz Wierzbicki wrote the runbook.'],
  ['Checkout outage on 3 March', 'platform', 'The checkout outage ended when Tomasz Wierzbicki rolled back the deployment. kubectl rollout undo scaled the previous replica set up again.'],
  ['Migrations that never lock', 'platform', 'A migration must be readable by the previous version, so that a deployment can be rolled back. Expand, migrate, contract.'],
  ['Feature flags and their owners', 'platform', 'A feature flag outlives the release. A rollback of the deployment does not undo a flag, as Tomasz Wierzbicki found in March.'],
  ['Sourdough in a cold kitchen', 'kitchen', 'The sourdough needs twelve hours in a cold kitchen. Feed the starter the evening before. Paola Giordano uses rye flour.'],
  ['Rye bread by Paola Giordano', 'kitchen', 'Paola Giordano bakes rye bread with a sourdough starter that is fed in the evening, then left for twelve hours.'],
  ['The starter <b>and</b> its years', 'kitchen', 'The sourdough starter of Paola Giordano is fed with rye flour every evening, and rests for twelve hours.'],
];

let backend, empty, browser, plain;
before(async () => {
  [backend, empty] = await Promise.all([new Backend().start(), new Backend().start()]);
  [browser, plain] = await Promise.all([launch(...softwareGl), launch('--disable-gpu', '--disable-3d-apis')]);
  for (const [title, tag, content] of notes) await backend.call('api/items', { title, content, tags: [tag] });
  await backend.settled();
});
after(async () => {
  await Promise.all([browser?.close(), plain?.close()]);
  await Promise.all([backend?.dispose(), empty?.dispose()]);
});

const list = (page) => page.getByRole('listbox', { name: 'Connected documents' });
const panel = (page, name = 'Chosen document') => page.getByRole('complementary', { name });

async function openGraph(from, options, address = 'connections') {
  const opened = await openPage(from, options.backend ?? backend, options);
  await opened.page.goto((options.backend ?? backend).url + address);
  return opened;
}

test('shows what is connected, narrows it, and opens a document by keys', async () => {
  const { page, wrong } = await openGraph(browser, {});
  const drawing = page.getByRole('img', { name: /^Graph of 10 documents and \d+ connections$/ });
  await drawing.waitFor();
  assert.equal(await list(page).getByRole('option').count(), 10);

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const chosen = await list(page).locator('[aria-selected=true] span').first().textContent();
  await panel(page).getByRole('heading', { name: chosen }).waitFor();
  await panel(page).getByRole('img', { name: /^Strength \d+\s?%$/ }).first().waitFor();
  assert.match(page.url(), /focus=/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: chosen }).waitFor();

  await page.getByRole('link', { name: 'Show in graph' }).click();
  await panel(page).getByRole('heading', { name: chosen }).waitFor();
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });

  await page.getByRole('combobox', { name: 'Tag' }).selectOption('kitchen');
  await page.getByRole('img', { name: /^Graph of 3 documents/ }).waitFor();
  assert.match(page.url(), /tag=kitchen/);
  assert.equal(await list(page).getByRole('option').count(), 3);
  await page.getByRole('button', { name: 'Remove kitchen' }).click();
  await page.getByRole('combobox', { name: 'Type' }).selectOption('file');
  await page.getByText('Nothing passes these filters').waitFor();
  await page.getByRole('button', { name: 'Take off all filters' }).click();
  await drawing.waitFor();

  await page.keyboard.press('/');
  await page.keyboard.type('rye');
  await list(page).getByRole('option', { name: /Rye bread/ }).waitFor();
  assert.equal(await list(page).getByRole('option').count(), 1);
  await page.keyboard.press('Enter');
  await panel(page).getByRole('heading', { name: 'Rye bread by Paola Giordano' }).waitFor();
  const passage = panel(page).getByTitle('Open at this passage').first();
  await passage.click();
  await page.locator('mark').first().waitFor();
  assert.match(page.url(), /\/items\/[^?]+\?by=meaning#\d+-\d+/);
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('what comes in appears, and what is chosen stays', async () => {
  const { page, wrong } = await openGraph(browser, {});
  await page.getByRole('img', { name: /^Graph of 10 documents/ }).waitFor();
  await page.keyboard.press('j');
  const heading = panel(page).getByRole('heading', { level: 2 }).first();
  const chosen = await heading.textContent();
  const { id } = await backend.call('api/items', { title: 'Rye and barley', content: 'Paola Giordano feeds her sourdough starter with rye flour in the evening, and lets it rest for twelve hours in a cold kitchen.' });
  await page.getByRole('img', { name: /^Graph of 11 documents/ }).waitFor({ timeout: 20_000 });
  assert.equal(await heading.textContent(), chosen);
  assert.deepEqual(wrong, []);
  await backend.call(`api/items/${id}`, undefined, 'DELETE');
  await page.getByRole('img', { name: /^Graph of 10 documents/ }).waitFor();
  await page.context().close();
});

test('the layout ends by itself, the same each time, and then nothing runs', async () => {
  const shots = [];
  while (shots.length < 2) {
    const { page } = await openPage(browser, backend, {});
    await page.addInitScript(() => {
      const ask = window.requestAnimationFrame.bind(window);
      window.frames_asked = 0;
      window.requestAnimationFrame = (run) => {
        window.frames_asked += 1;
        return ask(run);
      };
    });
    await page.goto(`${backend.url}connections`);
    await page.getByRole('img', { name: /^Graph of/ }).waitFor();
    for (let before = -1, now = 0; before !== now; ) {
      before = now;
      await page.waitForTimeout(1_000);
      now = await page.evaluate(() => window.frames_asked);
    }
    assert.equal(page.workers().length, 0);
    await page.waitForTimeout(1_000);
    shots.push(await page.getByRole('img', { name: /^Graph of/ }).screenshot());
    await page.context().close();
  }
  assert.ok(shots[0].equals(shots[1]), 'the second time it looks the same');
});

test('many: says what is left out, offers more, moves by keys', async () => {
  const { page, wrong } = await openPage(browser, backend, {});
  const asked = [];
  await page.route('**/api/graph?*', (route) => {
    const limit = Number(new URL(route.request().url()).searchParams.get('limit'));
    asked.push(limit);
    return route.fulfill({ json: { ...syntheticGraph(limit, limit * 3), truncated: limit < 1_000 } });
  });
  await page.goto(`${backend.url}connections`);
  await page.getByText(/^The \d+ of 10 documents with the strongest connections$/).waitFor();
  await page.getByRole('button', { name: 'Show up to 1,000' }).click();
  await page.getByRole('button', { name: /Show up to/ }).waitFor({ state: 'detached' });
  assert.deepEqual(asked, [500, 1_000]);
  assert.match(page.url(), /limit=1000/);
  for (const key of ['+', '=', '-', '0']) await page.keyboard.press(key);
  await page.keyboard.press('v');
  await page.getByRole('img', { name: /^Graph of/ }).waitFor({ state: 'detached' });
  assert.ok((await list(page).getByRole('option').count()) < 60);
  await page.keyboard.press('v');
  await page.getByRole('img', { name: /^Graph of/ }).waitFor();
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('without WebGL, and when it is taken away, the list is there', async () => {
  const { page, wrong } = await openGraph(plain, {});
  await page.getByText('This browser cannot draw the graph.').waitFor();
  await list(page).getByRole('option').nth(9).waitFor();
  assert.equal(await list(page).getByRole('option').count(), 10);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/items\//);
  assert.deepEqual(wrong, []);
  await page.context().close();

  const { page: other } = await openGraph(browser, {});
  await other.getByRole('img', { name: /^Graph of/ }).locator('canvas').first().waitFor();
  await other.evaluate(() => document.querySelector('[role=img] canvas').dispatchEvent(new Event('webglcontextlost')));
  await other.getByText('This browser cannot draw the graph.').waitFor();
  await list(other).waitFor();
  await other.context().close();
});

test('an empty graph says why', async () => {
  const { page } = await openGraph(browser, { backend: empty });
  await page.getByText('Nothing here yet').waitFor();
  await page.route('**/api/processing/queue?*', async (route) => route.fulfill({ json: { ...(await (await route.fetch()).json()), total: 4, pending: 3 } }));
  await page.reload();
  await page.getByText('Still being read').waitFor();
  await page.getByText('3 documents wait to be read.').waitFor();
  await page.unrouteAll();
  await empty.call('api/items', { title: 'Alone', content: 'A single note about a harbour.' });
  await empty.settled();
  await page.getByText('Nothing is connected yet').waitFor();
  await page.context().close();
});

for (const look of [{ theme: 'light' }, { theme: 'dark' }, { theme: 'light', language: 'ar' }])
  test(`axe finds nothing: ${look.theme}${look.language ? `, ${look.language}` : ''}`, async () => {
    for (const [address, from] of [['connections', browser], ['connections?view=list', browser], ['connections', plain], ['connections?type=file', browser]]) {
      const { page, wrong } = await openGraph(from, { ...look, reducedMotion: 'reduce' }, address);
      await page.locator('main [role=option], main select').first().waitFor();
      await page.waitForTimeout(500);
      await page.keyboard.press('j');
      if (!address.includes('file')) await page.locator('main aside [role=img]').first().waitFor();
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.split('\n')[1] ?? ''}`)), []);
      assert.deepEqual(wrong, []);
      await page.context().close();
    }
  });
