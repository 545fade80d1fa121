import { ActionForm, Dialog, Field, Loaded, Time } from '../components.js';
import { useConsole } from '../context.js';
import { html, useState } from '../lib.js';
import { useAction, useLoad } from '../load.js';
import { linkTo } from '../route.js';

const ACCOUNTS = '/rebound/v1/accounts';

/** The account of the key and all below it. */
export function AccountSection() {
  const { api, can } = useConsole();
  const [isCreating, setCreating] = useState(false);
  const accounts = useLoad((signal) => api.get(ACCOUNTS, {}, signal), [api]);
  const close = () => setCreating(false);
  const finish = () => {
    close();
    accounts.reload();
  };
  return html`
    <section aria-labelledby="accounts">
      <h2 id="accounts">Account and subusers</h2>
      <${Loaded} loaded=${accounts} endpoint=${`GET ${ACCOUNTS}`}>
        ${(data) => html`
          <${AccountTable} accounts=${data.accounts} />
          ${
            can('rebound.accounts.create') &&
            html`<button type="button" onClick=${() => setCreating(true)}>Create a subuser…</button>`
          }
        `}
      <//>
      ${isCreating && html`<${CreateDialog} onClose=${close} onDone=${finish} />`}
    </section>
  `;
}

function AccountTable({ accounts }) {
  const { api } = useConsole();
  const own = accounts.find(({ parent }) => !parent);
  // A key acts for the subusers of its account, and not for those below them.
  const isReachable = ({ parent }) => !api.subuser && parent === own.name;
  return html`
    <table>
      <thead><tr><th>Account</th><th>Belongs to</th><th>Since</th></tr></thead>
      <tbody>
        ${accounts.map(
          (account) => html`
            <tr key=${account.id}>
              <td>
                ${isReachable(account)
                  ? html`<a href=${linkTo('bounces', { as: account.name })}>${account.name}</a>`
                  : account.name}
              </td>
              <td>${account.parent ?? '–'}</td>
              <td><${Time} seconds=${account.created} /></td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

function CreateDialog({ onClose, onDone }) {
  const { api, say } = useConsole();
  const create = useAction(async ({ name }) => {
    await api.sendJson('POST', ACCOUNTS, { name });
    say(`The subuser ${name} is created.`);
    onDone();
  });
  return html`
    <${Dialog} title="Create a subuser" onClose=${onClose}>
      <${ActionForm} action=${create} submit="Create" onClose=${onClose}>
        <${Field} label="Name" name="name" required autofocus maxlength="64"
          hint="Visible ASCII characters, without blanks." />
      <//>
    <//>
  `;
}
