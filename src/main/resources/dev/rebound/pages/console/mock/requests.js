import { Failure, Loaded } from '../components.js';
import { useConsole } from '../context.js';
import { html, useState } from '../lib.js';
import { useAction, useInterval, useLoad } from '../load.js';

const REQUESTS = '/mock/requests';
const SHOWN = 100;
const REFRESH_MILLIS = 2000;

/** The last requests of the API, the newest first. */
export function RequestSection() {
  const { api } = useConsole();
  const [isPaused, setPaused] = useState(false);
  const requests = useLoad((signal) => api.get(REQUESTS, { limit: SHOWN }, signal), [api]);
  useInterval(() => isPaused || requests.reload(), REFRESH_MILLIS);
  const clear = useAction(async () => {
    await api.send('DELETE', REQUESTS);
    requests.reload();
  });
  return html`
    <section aria-labelledby="requests">
      <h2 id="requests">Requests</h2>
      <div class="buttons">
        <button type="button" aria-pressed=${isPaused} onClick=${() => setPaused(!isPaused)}>Pause</button>
        <button type="button" disabled=${clear.isRunning} onClick=${clear.run}>Clear</button>
      </div>
      <${Failure} error=${clear.error} />
      <${Loaded} loaded=${requests} endpoint=${`GET ${REQUESTS}`}>
        ${(data) =>
          data.length > 0
            ? html`<${Log} requests=${data.toReversed()} />`
            : html`<p class="empty">No requests are on record.</p>`}
      <//>
    </section>
  `;
}

function Log({ requests }) {
  return html`
    <ol class="log" aria-label="Requests, newest first">
      ${requests.map(
        ({ at, method, path, account, status, fault, headers, body }) => html`
          <li>
            <details>
              <summary>
                <time datetime=${at}>${at.slice(11)}</time> <code>${method} ${path}</code>
                ${' '}<strong>${status ?? 'no response'}</strong>
                ${fault && html` fault <code>${fault}</code>`}
                ${account && html` <span class="quiet">${account}</span>`}
              </summary>
              <pre tabindex="0">${textOf(headers, body)}</pre>
            </details>
          </li>
        `,
      )}
    </ol>
  `;
}

function textOf(headers, body) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  return lines.join('') + (body && `\n${body}`);
}
