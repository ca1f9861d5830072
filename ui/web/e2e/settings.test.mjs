import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Backend, launch, openPage } from './backend.mjs';
import { FakeOllama } from './ollama.mjs';

const KEY = 'sk-proj-Qw8ZrT5yUi0PaSdF3gHjKl7xCvBnM1eRt';
const LOG = {
  total: 120,
  requests: [
    { at: '2026-03-01T10:00:00Z', host: 'api.openai.com', purpose: 'chat', sent: 4_210, received: 18_400, status: 200 },
    { at: '2026-02-28T09:12:00Z', host: 'a-rather-long-name-of-a-host.that-nobody-can-remember.example:8443', purpose: 'page', sent: 0, received: 1_204_000, status: 404 },
    { at: '2025-12-24T18:00:00Z', host: 'example.org', purpose: 'something_new', sent: 0, received: 0, status: null },
  ],
};
let backend, browser, ollama;
before(async () => {
  process.env.OPENAI_API_KEY = KEY;
  process.env.CORTEX_ON_BATTERY = 'pause';
  [backend, ollama, browser] = await Promise.all([new Backend().start(), new FakeOllama().start(), launch()]);
  delete process.env.OPENAI_API_KEY;
  delete process.env.CORTEX_ON_BATTERY;
});
after(async () => {
  await browser?.close();
  await backend?.dispose();
  await ollama?.stop();
});

const open = async (section, options) => {
  const opened = await openPage(browser, backend, options);
  await opened.page.goto(`${backend.url}settings/${section}`);
  await opened.page.getByRole('heading', { level: 2 }).first().waitFor();
  return opened;
};

/** Until it is so, or a few seconds are over. */
const until = async (is) => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await is()) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  assert.fail(`not so: ${is}`);
};

test('first steps: beside the list, gone for good when skipped, there again by name', async () => {
  const { page, wrong } = await openPage(browser, backend);
  await page.getByRole('heading', { name: 'Where answers come from' }).waitFor();
  await page.getByText('Nothing here yet').waitFor();
  await page.getByRole('button', { name: 'Skip all' }).click();
  await page.getByText('Your library, all of it on this machine').waitFor();
  await page.reload();
  await page.getByText('Your library, all of it on this machine').waitFor();

  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('first st');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Where answers come from' }).waitFor();
  await page.getByRole('button', { name: 'Next' }).press('Enter');
  await page.getByRole('heading', { name: 'Something to try' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Where answers come from' }).waitFor();
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('first steps: samples are added, found, answer, and go again', async () => {
  const { page, wrong } = await openPage(browser, backend);
  await backend.call('api/items', { content: 'My own note', tags: ['sample'] });
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('first st');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Add the notes' }).click();
  await page.getByRole('option', { name: /Three copies of what matters/ }).waitFor();
  await backend.settled();

  await page.keyboard.press('/');
  await page.keyboard.type('sourdough refrigerator');
  await page.getByRole('listbox', { name: 'Results' }).getByRole('option', { name: /Bread that fits/ }).waitFor();
  await page.getByLabel('Search the library').fill('');
  await page.getByRole('listbox', { name: 'Documents' }).waitFor();
  await page.getByRole('button', { name: /How many copies of my photos/ }).click();
  await page.getByRole('textbox', { name: 'Ask your library' }).press('Enter');
  await page.getByRole('button', { name: /^Source 1: Three copies/ }).first().waitFor();

  await page.goto(`${backend.url}settings/data`);
  await page.getByRole('button', { name: 'Remove the notes' }).click();
  await page.getByText('4 deleted').waitFor();
  assert.deepEqual((await backend.call('api/items')).items.map((item) => item.title), ['My own note']);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await until(async () => (await backend.call('api/items')).total === 5);
  await page.getByRole('button', { name: 'Remove the notes' }).click();
  await until(async () => (await backend.call('api/items')).total === 1);
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('theme and language change at once, and stay', async () => {
  const { page, wrong } = await openPage(browser, backend);
  await page.keyboard.press('Control+,');
  await page.getByLabel('Theme').selectOption('dark');
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  await page.getByLabel('Sprache').selectOption('ar');
  await page.getByRole('heading', { name: 'الإعدادات' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('all by keyboard: sections, a choice, and back', async () => {
  const { page } = await openPage(browser, backend);
  await page.keyboard.press('Control+,');
  await page.getByRole('heading', { name: 'Appearance' }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'Where models may run' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await until(async () => (await backend.call('api/settings/ai')).mode.value === 'local');
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await until(async () => (await backend.call('api/settings/ai')).mode.value === 'hybrid');
  await page.goto(`${backend.url}settings/shortcuts`);
  for (const name of ['Next section', 'Capture a note, page or file', 'Select all']) await page.getByText(name, { exact: true }).waitFor();
  // One that has another key stays in the list, and one that has none goes with its key.
  await page.getByRole('switch', { name: 'Keys without Ctrl' }).uncheck();
  await page.getByText('Select all', { exact: true }).waitFor();
  await page.getByText('Previous section', { exact: true }).waitFor();
  await page.reload();
  await page.getByRole('switch', { name: 'Keys without Ctrl', checked: false }).waitFor();
  await page.keyboard.press('?');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.getByRole('switch', { name: 'Keys without Ctrl' }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('listbox', { name: 'Documents' }).waitFor();
  await page.context().close();
});

test('the mode and the models of tasks are stored, and what is wrong is said beside the field', async () => {
  await backend.call('api/settings/ai', { addresses: { ollama: ollama.address } }, 'PUT');
  const { page, wrong } = await open('ai');
  await page.getByLabel('On this machine only').check();
  await until(async () => (await backend.call('api/settings/ai')).mode.value === 'local');
  await page.getByLabel('Answers', { exact: true }).selectOption('ollama:qwen3:4b');
  await until(async () => (await backend.call('api/settings/ai')).tasks.chat.value === 'ollama:qwen3:4b');
  await page.getByText('Stay on this machine, with Ollama').waitFor();
  await page.getByText('qwen3:4b · ollama').waitFor();

  await page.getByLabel('Summaries and concepts', { exact: true }).selectOption({ label: 'Another…' });
  const typed = page.getByLabel('Summaries and concepts: provider:model');
  await typed.fill('openai:gpt-5-mini');
  await typed.press('Enter');
  await page.getByText(/the mode is local: nothing is sent there/).first().waitFor();
  assert.equal((await backend.call('api/settings/ai')).tasks.extraction.value, '');
  await page.getByLabel('This machine first').check();
  await until(async () => (await backend.call('api/settings/ai')).mode.value === 'hybrid');
  await typed.fill('ollama:qwen3:4b, openai:gpt-5-mini');
  await typed.press('Enter');
  await until(async () => (await backend.call('api/settings/ai')).tasks.extraction.value === 'ollama:qwen3:4b, openai:gpt-5-mini');
  await page.getByText('May go to OpenAI (api.openai.com)').waitFor();
  // Back to the built-in way.
  await page.getByLabel('Summaries and concepts', { exact: true }).selectOption('');
  await page.getByLabel('Answers', { exact: true }).selectOption('');
  await until(async () => (await backend.call('api/settings/ai')).tasks.chat.value === '');
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('a provider that does not work says why; no key comes to the page', async () => {
  const { page, wrong } = await openPage(browser, backend);
  const seen = [];
  page.on('response', async (response) => seen.push(response.url(), JSON.stringify(response.request().headers()), response.request().postData() ?? '', await response.text().catch(() => '')));
  await page.goto(`${backend.url}settings/ai`);
  await page.getByText('There is a key, in the variable OPENAI_API_KEY.').waitFor();
  const address = page.getByLabel('Address of OpenAI');
  await address.fill('http://127.0.0.1:9/v1');
  await address.press('Enter');
  await until(async () => (await backend.call('api/settings/ai')).addresses.openai.value === 'http://127.0.0.1:9/v1');
  const openai = page.getByRole('region', { name: 'Other providers' });
  await openai.getByRole('button', { name: 'Test' }).first().click();
  await openai.locator('[role=status].text-bad').waitFor();
  assert.match(await openai.locator('[role=status].text-bad').textContent(), /127\.0\.0\.1/);
  assert.doesNotMatch(seen.join('\n') + (await page.content()), new RegExp(KEY));
  assert.ok(seen.length > 20);
  await address.fill('');
  await address.press('Enter');
  await until(async () => (await backend.call('api/settings/ai')).addresses.openai.value === 'https://api.openai.com/v1');
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('Ollama: absent and how to get it, there, a model is fetched, stopped and gone on with', async () => {
  await backend.call('api/settings/ai', { addresses: { ollama: 'http://127.0.0.1:9' } }, 'PUT');
  const { page, wrong } = await open('ai');
  await page.getByText('https://ollama.com/download', { exact: true }).waitFor();
  const address = page.getByLabel('Address of Ollama');
  await address.fill(ollama.address);
  await address.press('Enter');
  await page.getByText('Version 0.12.6, 2 models').waitFor();

  const name = page.getByLabel('Fetch a model');
  await name.fill('gemma3:1b');
  await name.press('Enter');
  await page.getByText('pulling manifest').waitFor();
  ollama.pulls[0].say({ status: 'pulling 7cd4618c1faf', completed: 203_000_000, total: 815_000_000 });
  await page.getByText(/25% · 203 MB of 815 MB/).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText(/What was fetched stays/).waitFor();
  await until(() => ollama.pulls[0].gone);

  await page.getByRole('button', { name: 'Go on' }).click();
  await until(() => ollama.pulls.length === 2);
  ollama.pulls[1].say({ status: 'pulling 7cd4618c1faf', completed: 800_000_000, total: 815_000_000 });
  await page.getByText(/98% ·/).waitFor();
  // It goes on while one is elsewhere.
  await page.getByRole('link', { name: 'Data' }).click();
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  ollama.models.push({ name: 'gemma3:1b', size: 815_000_000, capabilities: ['completion'] });
  ollama.pulls[1].end({ status: 'success' });
  await page.getByRole('link', { name: 'AI' }).click();
  await page.getByText('is there.').waitFor();
  await page.getByText('Version 0.12.6, 3 models').waitFor();

  await name.fill('no-such-model');
  await name.press('Enter');
  await page.getByText(/Ollama’s library has no model no-such-model|Ollama's library has no model no-such-model/).waitFor();
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('another model reads the library in the background, and can be given up', async () => {
  await backend.call('api/settings/ai', { addresses: { ollama: ollama.address } }, 'PUT');
  await backend.settled();
  let release;
  ollama.held = new Promise((go) => (release = go));
  const { page, wrong } = await open('ai');
  await page.getByLabel('Reading for meaning').selectOption('ollama:nomic-embed-text:latest');
  await page.getByText(/Changing to ollama:nomic-embed-text:latest/).waitFor();
  assert.match((await backend.call('api/models/embedding')).embedding.name, /^built-in:/);
  await page.getByRole('button', { name: 'Keep the one in use' }).click();
  await page.getByText(/Changing to/).waitFor({ state: 'detached' });
  assert.equal((await backend.call('api/models/embedding')).building, null);
  await until(async () => (await page.getByLabel('Reading for meaning').inputValue()) === '');
  release();

  await page.getByLabel('Reading for meaning').selectOption('ollama:nomic-embed-text:latest');
  await until(async () => (await backend.call('api/models/embedding')).embedding.name.startsWith('ollama:nomic-embed-text'));
  await page.getByText(/Changing to/).waitFor({ state: 'detached' });
  await page.getByLabel('Reading for meaning').selectOption('');
  await until(async () => (await backend.call('api/models/embedding')).embedding.name.startsWith('built-in:'));
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('a backup is a file that brings everything back', async () => {
  await backend.call('api/items', { content: 'A note that matters', tags: ['kept'] });
  await backend.settled();
  const { page, wrong } = await open('data');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download a backup' }).click()]);
  assert.match(download.suggestedFilename(), /^cortex-\d{8}-\d{6}\.backup$/);
  await page.getByText(/^Saved as cortex-/).waitFor();
  const file = await download.path();
  const before = await backend.call('api/items');
  for (const { id } of before.items) await backend.call(`api/items/${id}`, undefined, 'DELETE');
  await until(async () => (await page.getByRole('link', { name: 'All items' }).textContent()).endsWith('0'));

  const choose = async (path) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose a backup' }).click()]);
    await chooser.setFiles(path);
    await page.getByRole('dialog').getByText(/set aside/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  };
  const folder = mkdtempSync(join(tmpdir(), 'cortex-not-'));
  writeFileSync(join(folder, 'no.backup'), 'This is no backup.');
  await choose(join(folder, 'no.backup'));
  await page.getByText(/Nothing was changed/).waitFor();
  rmSync(folder, { recursive: true });

  await choose(file);
  await page.getByText(/documents? (is|are) back/).waitFor();
  await until(async () => (await backend.call('api/items')).total === before.total);
  await until(async () => (await page.getByRole('link', { name: 'All items' }).textContent()).endsWith(String(before.total)));
  const [archive] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download as ZIP' }).click()]);
  assert.match(archive.suggestedFilename(), /\.zip$/);
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('folders, pages, resting and plain settings', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cortex-folder-'));
  writeFileSync(join(folder, 'one.md'), '# One\n\nFrom a folder.');
  const { page, wrong } = await open('data');
  const path = page.getByLabel('Follow a folder');
  await path.fill('not/absolute');
  await path.press('Enter');
  await page.getByText('Must be the absolute path of a folder.').waitFor();
  await path.fill(folder);
  await path.press('Enter');
  await page.getByText(/one file/).waitFor();
  writeFileSync(join(folder, 'two.md'), '# Two\n\nFrom a folder, too.');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await page.getByText(/2 files/).waitFor();
  await page.getByRole('button', { name: 'Stop following' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  assert.equal((await backend.call('api/sources')).sources.length, 1);
  await page.getByRole('button', { name: 'Stop following' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop following' }).click();
  await until(async () => (await backend.call('api/sources')).sources.length === 0);
  rmSync(folder, { recursive: true });

  await page.getByRole('textbox', { name: 'Web pages' }).fill('http://127.0.0.1:9/private\nnot an address');
  await page.getByRole('button', { name: 'Keep the pages' }).click();
  await page.getByText('0 of 1 kept').waitFor();
  await page.locator('li', { hasText: 'http://127.0.0.1:9/private' }).locator('.text-bad').waitFor();

  await page.getByRole('button', { name: 'For an hour' }).click();
  await page.getByText(/^Until /).waitFor();
  await until(async () => (await backend.call('api/processing/queue')).pause.paused);
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('button', { name: 'For an hour' }).waitFor();

  assert.equal(await page.getByLabel('On battery').isDisabled(), true);
  await page.getByText('Set by CORTEX_ON_BATTERY; change it there.').waitFor();

  const days = page.getByLabel('Keep deleted documents');
  await days.fill('0');
  await days.press('Enter');
  await page.getByText('Must be a whole number from 1 to 3650.').waitFor();
  await days.fill('60');
  await days.press('Enter');
  await until(async () => (await backend.call('api/settings')).settings.trash_days.value === '60');
  await page.getByLabel('Make a digest').selectOption('weekly');
  await until(async () => (await backend.call('api/settings')).settings.digest.value === 'weekly');
  await page.getByLabel('Work after terminal commands').press('Space');
  await until(async () => (await backend.call('api/settings')).settings.background_index.value === '0');
  assert.deepEqual(wrong, []);
  await page.context().close();
});

for (const look of [{ theme: 'light' }, { theme: 'dark' }, { theme: 'light', language: 'ar' }])
  test(`axe finds nothing in any section: ${look.theme}${look.language ? `, ${look.language}` : ''}`, async () => {
    const { page, wrong } = await openPage(browser, backend, { ...look, reducedMotion: 'reduce' });
    const check = async (name) => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      assert.deepEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.split('\n')[1] ?? ''}`)), []);
    };
    await page.route('**/api/network*', (route) => route.fulfill({ json: LOG }));
    for (const section of ['appearance', 'ai', 'data', 'privacy', 'shortcuts', 'about']) {
      await page.goto(`${backend.url}settings/${section}`);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      await check(section);
    }
    const texts = JSON.parse(readFileSync(new URL(`../src/locales/${look.language ?? 'en'}.json`, import.meta.url)));
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: texts.palette.label }).fill(texts.firstSteps.title);
    await page.keyboard.press('Enter');
    for (const step of ['answers', 'samples', 'keys']) {
      await page.getByRole('heading', { name: texts.firstSteps[step].title }).waitFor();
      await page.waitForLoadState('networkidle');
      await check(`first steps: ${step}`);
      await page.getByRole('button', { name: step === 'keys' ? texts.firstSteps.done : texts.firstSteps.next }).click();
    }
    await page.goto(`${backend.url}settings/privacy`);
    await page.locator('main button.text-bad').click();
    await page.getByRole('dialog').waitFor();
    await check('confirm');
    assert.deepEqual(wrong, []);
    await page.context().close();
  });

test('signing out ends the session of this browser', async () => {
  const { page } = await open('privacy');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
  await page.context().close();
});
