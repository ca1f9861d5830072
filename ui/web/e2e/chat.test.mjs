import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, test } from 'node:test';
import { Backend, launch, openPage } from './backend.mjs';
import { ModelServer } from './model-server.mjs';

let backend, browser, model;
const opened = [];
before(async () => {
  [backend, browser, model] = await Promise.all([new Backend().start(), launch(), new ModelServer().start()]);
  await backend.call('api/items/batch', {
    items: [
      { title: 'Rolling back', content: 'To go back to the release before: ship undo web. It takes about forty seconds.', tags: ['work'] },
      { title: 'Sourdough', content: 'Feed the starter in the evening. The dough rests for twelve hours in the cold.', tags: ['kitchen'] },
    ],
  });
  await backend.settled();
  await model.serve(backend);
});
after(async () => {
  await browser?.close();
  model?.dispose();
  await backend?.dispose();
});
afterEach(async () => {
  model.gate = () => Promise.resolve();
  for (const page of opened.splice(0)) await page.context().close();
});

async function conversations() {
  const { page, wrong } = await openPage(browser, backend);
  opened.push(page);
  await page.goto(`${backend.url}conversations`);
  return { page, wrong, composer: page.getByRole('textbox', { name: 'Ask your library' }) };
}

const GROUNDED = 'To go back to the release before, ship undo web [1]. It takes about forty seconds [1].';

test('a model answers word by word, each sentence with its source; what nothing supports is marked', async () => {
  model.answers = [`${GROUNDED} Penguins invented the deployment in 1742.`];
  const { page, wrong, composer } = await conversations();
  await composer.fill('How do I go back to the release before?');
  await page.keyboard.press('Enter');
  await page.getByText('tiny · openai').first().waitFor();
  assert.match(await page.locator('.unsupported').first().textContent(), /Penguins/);
  await page.getByText(/2 of 3 sentences found/).waitFor();
  await page.getByRole('button', { name: /^Source 1: Rolling back/ }).first().click();
  await page.getByRole('complementary', { name: /Source/ }).locator('mark.cited').first().waitFor();
  assert.deepEqual(wrong, []);
});

test('an answer is stopped, what was written stays, and it can be asked again', async () => {
  model.answers = [GROUNDED];
  let held;
  const holding = new Promise((wake) => (held = wake));
  model.gate = (word) => (word < 5 ? Promise.resolve() : holding);
  const { page, composer } = await conversations();
  await composer.fill('How do I go back to the release before, and how long does it take?');
  await page.keyboard.press('Enter');
  await page.getByText(/To go back to the/).first().waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopped', { exact: true }).waitFor();
  held();
  model.gate = () => Promise.resolve();
  await page.getByRole('button', { name: 'Ask again' }).click();
  await page.getByText(/All found in your library/).waitFor();
  assert.ok(model.cut > 0, 'the model was told to stop');
});

test('a reload in the middle of an answer follows it to its end', async () => {
  model.answers = [GROUNDED];
  let release;
  const holding = new Promise((wake) => (release = wake));
  model.gate = (word) => (word < 4 ? Promise.resolve() : holding);
  const { page, composer } = await conversations();
  await composer.fill('How do I go back to the release before?');
  await page.keyboard.press('Enter');
  await page.getByText(/To go back/).first().waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'How do I go back to the release before?', level: 2 }).waitFor();
  release();
  await page.getByText(/All found in your library/).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'How do I go back to the release before?', level: 2 }).count(), 1);
});

test('a question is edited and sent again, from what was typed', async () => {
  model.answers = [GROUNDED];
  const { page, composer } = await conversations();
  await composer.fill('How do I go bakc to the release before?');
  await page.keyboard.press('Enter');
  await page.getByText(/All found in your library/).waitFor();
  await page.getByRole('button', { name: 'Edit the question and send it again' }).first().click();
  assert.equal(await composer.inputValue(), 'How do I go bakc to the release before?');
  await composer.fill('How do I go back to the release before?');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'How do I go back to the release before?', level: 2 }).waitFor();
});

test('a conversation is kept to documents or tags, and says so when nothing there answers', async () => {
  model.answers = [GROUNDED];
  const { page, wrong, composer } = await conversations();
  await page.getByRole('button', { name: 'Choose what is asked' }).click();
  await page.getByRole('combobox').fill('Sourd');
  await page.getByRole('option', { name: /Sourdough/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Sourdough' }).waitFor();
  await composer.fill('How do I go back to the release before?');
  await page.keyboard.press('Enter');
  await page.getByText('This is not in your library.').waitFor();

  // Another scope for what follows, by keyboard: the document gives way to a tag.
  await page.keyboard.press('Escape');
  await page.keyboard.press('@');
  await page.getByRole('combobox').fill('work');
  await page.getByRole('option', { name: /^work/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove work' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Remove Sourdough' }).count(), 0);
  await composer.fill('How do I go back to the release before?');
  await page.keyboard.press('Enter');
  await page.getByText(/All found in your library/).waitFor();
  assert.deepEqual(wrong, []);
});

test('the chosen documents are asked about together', async () => {
  const { page } = await openPage(browser, backend);
  opened.push(page);
  await page.getByRole('option', { name: /Sourdough/ }).click({ modifiers: ['Control'] });
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Remove Sourdough' }).waitFor();
});

test('a conversation is exported with its sources', async () => {
  model.answers = [GROUNDED];
  const { page, composer } = await conversations();
  await composer.fill('How do I go back to the release before?');
  await page.keyboard.press('Enter');
  await page.getByText(/All found in your library/).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as Markdown' }).click()]);
  const text = await readFile(await download.path(), 'utf8');
  assert.match(text, /How do I go back to the release before\?/);
  assert.match(text, /ship undo web/);
  assert.match(text, /Rolling back/);
});

test('a model that fails is told, and sentences of the library stand in', async () => {
  const { page, composer } = await conversations();
  await backend.call('api/settings', { settings: { openai_base_url: 'http://127.0.0.1:9/v1' } }, 'PUT');
  try {
    await composer.fill('How long does going back take?');
    await page.keyboard.press('Enter');
    await page.getByText(/quoted from your library/).waitFor();
    await page.getByText(/127\.0\.0\.1:9/).first().waitFor();
  } finally {
    await model.serve(backend);
  }
});

test('a question that was asked while the backend is gone is kept, and asked again', async () => {
  model.answers = [GROUNDED];
  const { page, composer } = await conversations();
  await composer.fill('How do I go back to the release before?');
  await page.keyboard.press('Enter');
  await page.getByText(/All found in your library/).waitFor();
  assert.equal(await composer.inputValue(), '');
  await backend.stop();
  try {
    await composer.fill('How long does going back take?');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Cortex does not answer', { exact: true }).waitFor();
    assert.equal(await composer.inputValue(), 'How long does going back take?');
  } finally {
    await backend.start();
  }
  await page.getByText('Cortex does not answer.').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'How long does going back take?', level: 2 }).waitFor();
  await page.getByText(/All found in your library/).nth(1).waitFor();
  assert.equal(await composer.inputValue(), '');
});

test('a question that is refused is still there', async () => {
  const { page, composer } = await conversations();
  const long = 'why '.repeat(2_600).trim();
  await composer.fill(long);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  assert.equal(await composer.inputValue(), long);
});

test('an answer that is followed after a reload is stopped', async () => {
  model.answers = [GROUNDED];
  model.gate = (word) => (word < 5 ? Promise.resolve() : new Promise(() => undefined));
  const { page, composer } = await conversations();
  await composer.fill('How do I go back to the release before, and how long does it take?');
  await page.keyboard.press('Enter');
  await page.getByText(/To go back to the/).first().waitFor();
  await page.reload();
  await page.getByText(/To go back to the/).first().waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopped', { exact: true }).waitFor();
});

test('a page that was never opened opens while the backend is gone, and so does the palette', async () => {
  const { page } = await openPage(browser, backend);
  opened.push(page);
  // All code is fetched by then.
  await page.waitForTimeout(4_000);
  await backend.stop();
  try {
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings' }).first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').waitFor();
  } finally {
    await backend.start();
  }
});

test('editing a question gives back what was being written', async () => {
  model.answers = [GROUNDED];
  const { page, composer } = await conversations();
  await composer.fill('How do I go back to the release before?');
  await page.keyboard.press('Enter');
  await page.getByText(/All found in your library/).waitFor();
  await composer.fill('Half a thought');
  await page.getByRole('button', { name: 'Edit the question and send it again' }).first().click();
  assert.equal(await composer.inputValue(), 'How do I go back to the release before?');
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.equal(await composer.inputValue(), 'Half a thought');
});

test('who reads back while an answer is written is left where they are', async () => {
  model.answers = [`${GROUNDED} `.repeat(60).trim()];
  let release;
  const holding = new Promise((wake) => (release = wake));
  model.gate = (word) => (word < 700 ? Promise.resolve() : holding);
  const { page, composer } = await conversations();
  await composer.fill('How do I go back to the release before?');
  await page.keyboard.press('Enter');
  const log = page.getByRole('log');
  await page.waitForFunction(() => document.querySelector('[role=log]')?.scrollTop > 100);
  await log.evaluate((element) => element.scrollTo(0, 0));
  await page.waitForTimeout(200);
  release();
  await page.getByText('tiny · openai').waitFor();
  assert.equal(await log.evaluate((element) => element.scrollTop), 0);
});
