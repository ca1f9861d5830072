// Speaks the chat completions of OpenAI as far as the backend asks for them: streams what a test scripted, word by word.
import { once } from 'node:events';
import { createServer } from 'node:http';

export class ModelServer {
  /** What it was asked, newest last. */
  requests = [];
  /** What it says next; the last one stays. */
  answers = ['Yes.'];
  /** Resolves before each word of an answer, the first is 0; a test may hold it. */
  gate = () => Promise.resolve();
  /** Streams that ended before they were told to the end. */
  cut = 0;

  async start() {
    this.server = createServer((request, response) => void this.answer(request, response)).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${this.server.address().port}/v1`;
    return this;
  }

  async answer(request, response) {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method !== 'POST') return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ object: 'list', data: [{ id: 'tiny', object: 'model' }] }));
    this.requests.push(JSON.parse(body));
    const text = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    let gone = false;
    response.on('close', () => {
      gone = !response.writableFinished;
      if (gone) this.cut += 1;
    });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const say = (delta, finish = null) => response.write(`data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 0, model: 'tiny', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
    say({ role: 'assistant', content: '' });
    for (const [index, word] of text.split(/(?<=\s)/).entries()) {
      await this.gate(index);
      if (gone) return;
      say({ content: word });
    }
    say({}, 'stop');
    response.end('data: [DONE]\n\n');
  }

  /** Makes it the model of conversations. */
  async serve(backend) {
    await backend.call('api/settings', { settings: { chat_model: 'openai:tiny', openai_base_url: this.url } }, 'PUT');
  }

  dispose() {
    this.server?.closeAllConnections();
    this.server?.close();
  }
}
