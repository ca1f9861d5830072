import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Backend, launch, openPage } from './backend.mjs';

let backend, browser;
const opened = [];
before(async () => {
  [backend, browser] = await Promise.all([new Backend().start(), launch()]);
});
after(async () => {
  await browser?.close();
  await backend?.dispose();
});
afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

async function open(path = '') {
  const { page, wrong } = await openPage(browser, backend);
  opened.push(page);
  if (path) await page.goto(backend.url + path);
  return { page, wrong };
}

async function note(content) {
  const item = await backend.call('api/items', { content });
  await backend.settled();
  return item;
}

const saved = (page) => page.getByRole('status').getByText('Saved', { exact: true });
const count = async () => (await backend.call('api/items?limit=1')).total;

async function until(condition) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await condition()) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error('it did not come to that');
}

const editor = (page) => page.getByRole('textbox', { name: 'The note’s text' });

test('a note is kept while it is written, without a word about saving', async () => {
  const { id } = await note('The first thought.');
  const { page, wrong } = await open(`items/${id}`);
  await page.getByRole('button', { name: 'Edit the note' }).click();
  await editor(page).pressSequentially(' And a second.');
  await saved(page).waitFor();
  // Read again in the background meanwhile, which is nobody else's change.
  await backend.settled();
  await editor(page).pressSequentially(' And a third.');
  await page.getByRole('status').getByText('…', { exact: true }).waitFor({ state: 'detached' });
  await saved(page).waitFor();
  await page.keyboard.press('Escape');
  assert.match((await backend.call(`api/items/${id}`)).content, /second\..* third\./);
  await page.getByText(/And a third/).first().waitFor();
  assert.deepEqual(wrong, []);
});

test('a change from elsewhere is never written over unasked, be it days later', async () => {
  const { id } = await note('Shared.');
  const { page } = await open(`items/${id}`);
  await page.getByRole('button', { name: 'Edit the note' }).click();
  await editor(page).waitFor();
  const { version } = await backend.call(`api/items/${id}`);
  await backend.call(`api/items/${id}`, { content: 'Changed by another window.', version }, 'PUT');
  await editor(page).fill('Mine.');
  await page.getByRole('alert').getByText(/changed elsewhere/).waitFor();

  // Left as it is, and taken up again: still a question, not a fact.
  await page.reload();
  await page.getByRole('button', { name: 'Edit the note' }).click();
  await page.getByRole('alert').getByText(/changed elsewhere/).waitFor();
  assert.equal(await editor(page).inputValue(), 'Mine.');
  assert.equal((await backend.call(`api/items/${id}`)).content, 'Changed by another window.');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await saved(page).waitFor();
  assert.equal((await backend.call(`api/items/${id}`)).content, 'Mine.');
});

test('what is typed while the backend is gone is kept when it is back', async () => {
  const { id } = await note('Before.');
  const { page } = await open(`items/${id}`);
  await page.getByRole('button', { name: 'Edit the note' }).click();
  await editor(page).waitFor();
  await backend.stop();
  await editor(page).fill('Written in between.');
  await page.getByText('Not saved yet; kept here').waitFor();
  await backend.start();
  await saved(page).waitFor({ timeout: 20_000 });
  assert.equal((await backend.call(`api/items/${id}`)).content, 'Written in between.');
});

test('the editor does not close over a conflict, and a star is none', async () => {
  const { id } = await note('Base.');
  const { page } = await open(`items/${id}`);
  const edit = page.getByRole('button', { name: 'Edit the note' });
  await edit.click();
  await editor(page).waitFor();
  await backend.call(`api/items/${id}`, { starred: true }, 'PUT');
  await page.getByRole('button', { name: 'Remove the star' }).waitFor();
  await editor(page).fill('Starred while written.');
  await saved(page).waitFor();
  await editor(page).press('Escape');
  await editor(page).waitFor({ state: 'detached' });
  await until(() => page.evaluate(() => document.activeElement?.getAttribute('role') === 'region'));

  await edit.click();
  await backend.call(`api/items/${id}`, { content: 'Theirs.' }, 'PUT');
  await editor(page).fill('Mine.');
  await editor(page).press('Escape');
  await page.getByRole('alert').getByText(/changed elsewhere/).waitFor();
  assert.equal(await editor(page).inputValue(), 'Mine.');
});

test('a note left while the backend is gone is a draft, said so, and saved without its editor', async () => {
  const { id } = await note('At first.');
  const { page } = await open(`items/${id}`);
  await page.getByRole('button', { name: 'Edit the note' }).click();
  await editor(page).waitFor();
  await backend.stop();
  await editor(page).fill('Left behind.');
  await editor(page).press('Escape');
  await page.getByText(/kept here as a draft, and saved when it is back/).waitFor();
  await backend.start();
  await until(async () => (await backend.call(`api/items/${id}`)).content === 'Left behind.');
  await page.getByText(/kept here as a draft/).waitFor({ state: 'detached' });
});

test('taking back a tag leaves it on what had it before', async () => {
  const { id: had } = await backend.call('api/items', { content: 'Tagged before', tags: ['shared'] });
  const { id: got } = await note('Tagged just now');
  const { page } = await open();
  for (const name of [/Tagged before/, /Tagged just now/]) await page.getByRole('option', { name }).click({ modifiers: ['Control'] });
  const field = page.getByRole('toolbar', { name: 'Chosen documents' }).getByRole('textbox');
  await field.fill('shared');
  await field.press('Enter');
  await until(async () => (await backend.call(`api/items/${got}`)).tags.includes('shared'));
  await page.getByRole('button', { name: /Undo/ }).click();
  await until(async () => !(await backend.call(`api/items/${got}`)).tags.includes('shared'));
  assert.deepEqual((await backend.call(`api/items/${had}`)).tags, ['shared']);
});

test('keys belong to what is chosen, whatever is open beside it', async () => {
  for (const name of ['Chosen one', 'Chosen two', 'Open beside']) await note(name);
  const { page } = await open();
  const row = (name) => page.getByRole('option', { name });
  await row(/Open beside/).click();
  await page.getByRole('region', { name: 'Open beside' }).waitFor();
  await row(/Chosen one/).click({ modifiers: ['Control'] });
  await row(/Chosen two/).click({ modifiers: ['Control'] });
  // Moves what is open, too.
  await page.keyboard.press('k');
  await page.keyboard.press('j');
  await page.getByText('2 selected').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('2 selected').waitFor({ state: 'detached' });
  assert.match(page.url(), /items\//);
  await row(/Chosen one/).click({ modifiers: ['Control'] });
  await row(/Chosen two/).click({ modifiers: ['Control'] });
  await page.keyboard.press('Delete');
  await row(/Chosen one/).waitFor({ state: 'detached' });
  await row(/Open beside/).waitFor();
  assert.equal(await row(/Chosen two/).count(), 0);
});

test('a hundred thousand documents: the end is as near as the beginning, and all of them are chosen, tagged, deleted and brought back', async () => {
  await backend.call('api/processing/pause', undefined, 'POST');
  for (let at = 0; at < 100_000; at += 1000)
    await backend.call('api/items/batch', { items: Array.from({ length: 1000 }, (_, index) => ({ title: `Number ${at + index}`, content: `Note ${at + index} of very many.` })) });
  const { page, wrong } = await open();
  await page.getByRole('option', { name: /Number 99999/ }).waitFor();
  const list = page.getByRole('listbox', { name: 'Documents' });
  assert.ok((await list.getByRole('option').count()) < 60, 'only what is seen is drawn');
  await list.evaluate((element) => (element.scrollTop = element.scrollHeight));
  await list.getByRole('option', { name: /The first thought/ }).waitFor();
  await list.evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
  await list.getByRole('option', { name: /Number 5\d{4}|Number 4\d{4}/ }).first().waitFor();

  await list.focus();
  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar', { name: 'Chosen documents' }).getByText(/100,0\d\d selected/).waitFor();
  await page.keyboard.press('Escape');

  // A thousand and one of them: more than one call takes.
  await list.evaluate((element) => (element.scrollTop = 0));
  await list.getByRole('option', { name: /Number 99999/ }).click({ modifiers: ['Control'] });
  await list.evaluate((element) => (element.scrollTop = 102 * 1000));
  await list.getByRole('option', { name: /Number 98999/ }).click({ modifiers: ['Shift'] });
  await page.getByText('1,001 selected').waitFor();
  const total = await count();
  await page.keyboard.press('Delete');
  await until(async () => (await count()) === total - 1001);
  await list.evaluate((element) => (element.scrollTop = 0));
  await list.getByRole('option', { name: /Number 98998/ }).waitFor();
  await page.keyboard.press('z');
  await list.getByRole('option', { name: /Number 99999/ }).waitFor();
  await until(async () => (await count()) === total);
  assert.deepEqual(wrong, []);
});
