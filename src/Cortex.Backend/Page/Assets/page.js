// The plain page: capture, search, ask. No framework, nothing from outside; every text of the library goes in as text.
const $ = (id) => document.getElementById(id);

function element(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

function notice(text) {
  $('notice').textContent = text;
  $('notice').hidden = !text;
}

async function api(path, options = {}) {
  const response = await fetch('/api' + path, { ...options, headers: options.body ? { 'content-type': 'application/json' } : {} });
  const body = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(response.status === 401 ? 'Not signed in. Run `cortex open`, or open the address that `cortex serve` printed.' : body.detail ?? body.title);
  return body;
}

async function tell(work) {
  try {
    notice('');
    await work();
  } catch (error) {
    notice(error instanceof TypeError ? 'Cortex does not answer. Start it with `cortex serve`.' : error.message);
  }
}

function marked(text, spans) {
  const parts = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (start < at) continue;
    parts.push(text.slice(at, start), element('mark', { textContent: text.slice(start, end) }));
    at = end;
  }
  return [...parts, text.slice(at)];
}

function showHits(hits, none) {
  $('results').replaceChildren(...(hits.length ? hits.map(hit) : [element('p', { className: 'meta', textContent: none })]));
}

function hit(h) {
  const open = element('button', { type: 'button', dir: 'auto', onclick: () => tell(() => openItem(h.item_id ?? h.id, h.start, h.end)) }, ...marked(h.title, h.title_highlights ?? []));
  const meta = [h.content_type, new Date(h.created_at).toLocaleDateString(), ...(h.tags ?? []), h.error].filter(Boolean).join(' · ');
  return element('div', { className: 'hit' }, open, element('p', { dir: 'auto' }, ...marked(h.snippet ?? h.excerpt, h.highlights ?? [])), element('div', { className: 'meta', textContent: meta }));
}

async function openItem(id, start, end) {
  const item = await api('/items/' + encodeURIComponent(id));
  const span = end > start ? [{ start, end }] : [];
  $('item').replaceChildren(element('h2', { textContent: item.title, dir: 'auto' }), element('div', { className: 'text', dir: 'auto' }, ...marked(item.text || item.content, span)));
  $('item').hidden = false;
  ($('item').querySelector('mark') ?? $('item')).scrollIntoView({ block: 'center' });
}

async function newest() {
  const page = await api('/items?limit=20');
  showHits(page.items, 'Nothing here yet. Write a note below, or run `cortex import FOLDER`.');
}

async function search() {
  const query = $('query').value.trim();
  $('answer').hidden = true;
  $('item').hidden = true;
  if (!query) return newest();
  const found = await api('/search', { method: 'POST', body: JSON.stringify({ query, limit: 20 }) });
  showHits(found.results, 'Nothing found for these words.');
}

async function ask() {
  const question = $('query').value.trim();
  if (!question) return;
  const answer = await api('/ask', { method: 'POST', body: JSON.stringify({ question }) });
  const sentences = answer.answered
    ? answer.sentences.map((s) => element('p', { dir: 'auto' }, s.text, ...s.citations.map((n) => chip(answer.citations.find((c) => c.n === n)))))
    : [element('p', { textContent: answer.answer })];
  const how = answer.answered_by === 'built-in:extractive' ? 'Sentences quoted from your library; no model wrote them.' : `Answered by ${answer.answered_by}.`;
  $('answer').replaceChildren(...sentences, element('div', { className: 'meta', textContent: answer.answered ? how : '' }));
  $('answer').hidden = false;
  $('results').replaceChildren();
}

function chip(citation) {
  return element('button', { type: 'button', className: 'cite', title: citation.title, textContent: citation.n, onclick: () => tell(() => openItem(citation.item_id, citation.start, citation.end)) });
}

async function ledger() {
  const q = await api('/processing/queue?limit=1');
  const parts = [`${q.completed.toLocaleString()} of ${q.total.toLocaleString()} indexed`];
  if (q.pending + q.processing) parts.push(`${(q.pending + q.processing).toLocaleString()} waiting`);
  if (q.failed) parts.push(`${q.failed.toLocaleString()} failed: ${q.jobs[0]?.title}: ${q.jobs[0]?.reason}`);
  $('ledger').textContent = parts.join(', ') + ' · everything stays on this machine';
}

// One refresh at a time, and none while nothing happens.
let refreshing = null;
function refresh() {
  refreshing ??= setTimeout(() => {
    refreshing = null;
    tell(ledger);
    if (!$('query').value.trim() && $('item').hidden) tell(newest);
  }, 250);
}

function follow() {
  const socket = new WebSocket(`ws://${location.host}/api/ws/events`);
  socket.onmessage = refresh;
  socket.onclose = () => setTimeout(follow, 2000);
}

async function signIn() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  history.replaceState(null, '', location.pathname);
  await api('/session', { method: 'POST', body: JSON.stringify({ token }) });
}

$('search').onsubmit = (event) => { event.preventDefault(); tell(search); };
$('ask').onclick = () => tell(ask);
$('query').onkeydown = (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); tell(ask); } };
$('note').onkeydown = (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) $('capture').requestSubmit(); };
$('capture').onsubmit = (event) => {
  event.preventDefault();
  const content = $('note').value;
  if (content.trim()) tell(async () => { await api('/items', { method: 'POST', body: JSON.stringify({ content, source: 'page' }) }); $('note').value = ''; });
};

tell(async () => { await signIn(); await newest(); await ledger(); follow(); $('query').focus(); });
