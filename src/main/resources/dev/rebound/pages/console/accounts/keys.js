import { ActionForm, CopyButton, Dialog, Field, Loaded, Time } from '../components.js';
import { useConsole } from '../context.js';
import { html, useState } from '../lib.js';
import { useAction, useLoad } from '../load.js';

const KEYS = '/rebound/v1/keys';

/** The keys of the account. A secret is shown once, when its key is created. */
export function KeySection() {
  const { api, can } = useConsole();
  const [dialog, setDialog] = useState();
  const keys = useLoad((signal) => api.get(KEYS, {}, signal), [api]);
  const close = () => setDialog(undefined);
  const finish = (next) => {
    setDialog(next);
    keys.reload();
  };
  return html`
    <section aria-labelledby="keys">
      <h2 id="keys">API keys</h2>
      <${Loaded} loaded=${keys} endpoint=${`GET ${KEYS}`}>
        ${(data) => html`
          <${KeyTable}
            keys=${data.keys}
            onRevoke=${can('rebound.keys.delete') && ((key) => setDialog({ revoke: key }))}
          />
          ${
            can('rebound.keys.create') &&
            html`<button type="button" onClick=${() => setDialog({ isCreating: true })}>Create a key…</button>`
          }
        `}
      <//>
      ${dialog?.isCreating && html`<${CreateDialog} onClose=${close} onDone=${(created) => finish({ created })} />`}
      ${dialog?.created && html`<${CreatedDialog} secret=${dialog.created.key} onClose=${close} />`}
      ${dialog?.revoke && html`<${RevokeDialog} apiKey=${dialog.revoke} onClose=${close} onDone=${() => finish()} />`}
    </section>
  `;
}

function KeyTable({ keys, onRevoke }) {
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="API keys">
      <table>
        <thead>
          <tr><th>Label</th><th>Id</th><th>Scopes</th><th>Created</th>${onRevoke && html`<th>Revoke</th>`}</tr>
        </thead>
        <tbody>${keys.map((key) => html`<${KeyRow} key=${key.id} apiKey=${key} onRevoke=${onRevoke} />`)}</tbody>
      </table>
    </div>
  `;
}

function KeyRow({ apiKey, onRevoke }) {
  const { id, label, scopes, full_access: isFull, created, revoked } = apiKey;
  const revoke = html`
    <button type="button" aria-label=${`Revoke ${label || id}`} onClick=${() => onRevoke(apiKey)}>Revoke…</button>
  `;
  return html`
    <tr>
      <td>${label || '–'}</td>
      <td><code>${id}</code></td>
      <td>
        <details>
          <summary>${isFull ? 'all' : scopes.length}</summary>
          ${scopes.map((scope) => html`<div><code>${scope}</code></div>`)}
        </details>
      </td>
      <td><${Time} seconds=${created} /></td>
      ${onRevoke && html`<td>${revoked ? html`revoked <${Time} seconds=${revoked} />` : revoke}</td>`}
    </tr>
  `;
}

function CreateDialog({ onClose, onDone }) {
  const { api, keyScopes } = useConsole();
  const [chosen, setChosen] = useState(new Set());
  const create = useAction(async ({ label }) =>
    onDone(await api.sendJson('POST', KEYS, { label, scopes: [...chosen] })),
  );
  const toggle = (scope) => {
    const scopes = new Set(chosen);
    setChosen(scopes.delete(scope) ? scopes : scopes.add(scope));
  };
  return html`
    <${Dialog} title="Create a key" onClose=${onClose}>
      <${ActionForm} action=${create} submit="Create" isDisabled=${chosen.size === 0} onClose=${onClose}>
        <${Field} label="Label" name="label" required autofocus maxlength="200" hint="What uses the key." />
        <fieldset>
          <legend>Scopes</legend>
          ${keyScopes.map(
            (scope) => html`
              <label>
                <input type="checkbox" checked=${chosen.has(scope)} onChange=${() => toggle(scope)} />
                ${' '}<code>${scope}</code>
              </label>
            `,
          )}
        </fieldset>
      <//>
    <//>
  `;
}

function CreatedDialog({ secret, onClose }) {
  return html`
    <${Dialog} title="The new key" onClose=${onClose}>
      <p>Copy it now. It is not shown again.</p>
      <p class="quote"><code>${secret}</code></p>
      <div class="buttons">
        <${CopyButton} text=${secret} />
        <button type="button" class="primary" onClick=${onClose}>Done</button>
      </div>
    <//>
  `;
}

function RevokeDialog({ apiKey, onClose, onDone }) {
  const { api, say } = useConsole();
  const name = apiKey.label || apiKey.id;
  const revoke = useAction(async () => {
    await api.sendJson('DELETE', `${KEYS}/${encodeURIComponent(apiKey.id)}`);
    say(`The key ${name} is revoked.`);
    onDone();
  });
  return html`
    <${Dialog} title=${`Revoke ${name}?`} onClose=${onClose}>
      <${ActionForm} action=${revoke} submit="Revoke" isDangerous onClose=${onClose}>
        <p>Requests with this key get 401 within a few seconds. A revoked key cannot be restored.</p>
      <//>
    <//>
  `;
}
