import { Dialog, Failure, Loaded, Time } from '../components.js';
import { useConsole } from '../context.js';
import { html, useState } from '../lib.js';
import { useAction, useLoad } from '../load.js';
import { LIST } from './list.js';
import { RemoveDialog } from './remove.js';

const EVENTS = 20;

/** The panel of an address: whether it is on the list, why, and all its events. */
export function AddressPanel({ email, onClose, onChange }) {
  const { api, can } = useConsole();
  const [isRemoving, setRemoving] = useState(false);
  const row = useLoad(
    async (signal) => (await api.get(`${LIST}/${encodeURIComponent(email)}`, {}, signal)).at(0) ?? null,
    [api, email],
  );
  const finish = () => {
    setRemoving(false);
    row.reload();
    onChange();
  };
  return html`
    <${Dialog} title=${email} kind="panel" onClose=${onClose}>
      <${Loaded} loaded=${row} endpoint=${`GET ${LIST}/{email}`}>
        ${(bounce) => html`
          <${Listing} bounce=${bounce} />
          ${
            bounce &&
            can('suppression.bounces.delete') &&
            html`<button type="button" onClick=${() => setRemoving(true)}>Delete from the list…</button>`
          }
        `}
      <//>
      <h3>History</h3>
      <${History} email=${email} />
      ${isRemoving && html`<${RemoveDialog} emails=${[email]} onClose=${() => setRemoving(false)} onDone=${finish} />`}
    <//>
  `;
}

function Listing({ bounce }) {
  if (!bounce) {
    return html`<p>This address is not on the list.</p>`;
  }
  return html`
    <p>On the list since <${Time} seconds=${bounce.created} />.</p>
    <p class="quote">${bounce.reason || 'No reason was reported.'}</p>
  `;
}

function History({ email }) {
  const { api } = useConsole();
  const [more, setMore] = useState([]);
  const load = (after, signal) =>
    api.get(`/rebound/v1/bounces/${encodeURIComponent(email)}/history`, { limit: EVENTS, after }, signal);
  const first = useLoad((signal) => load('', signal), [api, email]);
  const pages = [...(first.data ? [first.data] : []), ...more];
  const next = pages.at(-1)?.next;
  const loadMore = useAction(async () => setMore([...more, await load(next)]));
  return html`
    <${Loaded} loaded=${first} endpoint="GET /rebound/v1/bounces/{email}/history">
      ${() => html`
        <${Events} events=${pages.flatMap(({ result }) => result)} />
        <${Failure} error=${loadMore.error} />
        ${next &&
        html`<button type="button" disabled=${loadMore.isRunning} onClick=${loadMore.run}>Older events</button>`}
      `}
    <//>
  `;
}

function Events({ events }) {
  if (events.length === 0) {
    return html`<p class="quiet">There are no events of this address.</p>`;
  }
  return html`
    <ol class="events" aria-label="Events, newest first">
      ${events.map(
        (event) => html`
          <li>
            <p><strong class=${`kind ${event.type}`}>${event.type}</strong> <${Time} seconds=${event.created} /></p>
            <p class="quote">${event.reason || 'No reason was reported.'}</p>
            <dl>
              <div><dt>Class</dt><dd>${event.classification}</dd></div>
              <div><dt>Rule</dt><dd>${event.rule ? html`<code>${event.rule}</code>` : 'as reported'}</dd></div>
              <div><dt>Status</dt><dd>${event.status || '–'}</dd></div>
              <div><dt>Source</dt><dd>${event.source}</dd></div>
            </dl>
          </li>
        `,
      )}
    </ol>
  `;
}
