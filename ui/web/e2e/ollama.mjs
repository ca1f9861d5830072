// Speaks as much of Ollama's API as is asked for: its version, its models, and fetching one in steps that the test lets go.
import { once } from 'node:events';
import { createServer } from 'node:http';

export class FakeOllama {
  models = [
    { name: 'qwen3:4b', size: 2_497_293_931, capabilities: ['completion'] },
    { name: 'nomic-embed-text:latest', size: 274_302_450, capabilities: ['embedding'] },
  ];
  pulls = [];
  embedded = 0;
  held = Promise.resolve();

  async start() {
    this.server = createServer(async (request, response) => {
      let text = '';
      for await (const piece of request) text += piece;
      const json = (body, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      const { model } = text ? JSON.parse(text) : {};
      if (request.url === '/api/version') return json({ version: '0.12.6' });
      if (request.url === '/api/tags') return json({ models: this.models.map(({ name, size }) => ({ name, model: name, size, digest: name })) });
      if (request.url === '/api/show') return json({ capabilities: this.models.find(({ name }) => name === model)?.capabilities ?? [], model_info: {} });
      if (request.url === '/api/embed') {
        const { input } = JSON.parse(text);
        // The first says how long its vectors are; the rest wait as long as the test wants.
        this.embedded += 1;
        if (this.embedded > 1) await this.held;
        return json({ model, embeddings: [input].flat().map(() => [0.6, 0.8, 0, 0]) });
      }
      if (request.url === '/api/pull') return this.#pull(model, response, json);
      return json({ error: 'not found' }, 404);
    }).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.address = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  async #pull(model, response, json) {
    if (model === 'no-such-model') return json({ error: 'pull model manifest: file does not exist' }, 500);
    const pull = { model, gone: false };
    response.on('close', () => (pull.gone = !response.writableEnded));
    pull.say = (line) => response.write(`${JSON.stringify(line)}\n`);
    pull.end = (line) => response.end(`${JSON.stringify(line)}\n`);
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    pull.say({ status: 'pulling manifest' });
    this.pulls.push(pull);
  }

  async stop() {
    this.server?.closeAllConnections();
    await new Promise((done) => (this.server ? this.server.close(done) : done()));
  }
}
