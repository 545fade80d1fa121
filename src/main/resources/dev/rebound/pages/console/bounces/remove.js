import { ActionForm, Dialog, Field } from '../components.js';
import { useConsole } from '../context.js';
import { counted } from '../format.js';
import { html, useState } from '../lib.js';
import { useAction } from '../load.js';
import { LIST } from './list.js';

const NAMED = 10;

/** Asks before it deletes addresses. */
export function RemoveDialog({ emails, onClose, onDone }) {
  const { api, say } = useConsole();
  const remove = useAction(async () => {
    await api.sendJson('DELETE', LIST, { emails });
    say(`${counted(emails.length, 'address is', 'addresses are')} no longer on the list.`);
    onDone();
  });
  return html`
    <${Dialog} title=${`Delete ${counted(emails.length, 'address', 'addresses')}?`} onClose=${onClose}>
      <${ActionForm} action=${remove} submit="Delete" isDangerous onClose=${onClose}>
        <ul>${emails.slice(0, NAMED).map((email) => html`<li>${email}</li>`)}</ul>
        ${emails.length > NAMED && html`<p>and ${counted(emails.length - NAMED, 'more', 'more')}</p>`}
        <p>Mail to them is no longer held back. Their history stays.</p>
      <//>
    <//>
  `;
}

/** Deletes all addresses after the user has typed the name of the account. */
export function RemoveAllDialog({ onClose, onDone }) {
  const { api, account, say } = useConsole();
  const [typed, setTyped] = useState('');
  const remove = useAction(async () => {
    await api.sendJson('DELETE', LIST, { delete_all: true }, { 'X-Rebound-Confirm': account });
    say('The list is empty.');
    onDone();
  });
  return html`
    <${Dialog} title="Delete all addresses?" onClose=${onClose}>
      <${ActionForm} action=${remove} submit="Delete all" isDangerous
        isDisabled=${typed !== account} onClose=${onClose}>
        <p>This deletes the whole list of the account <strong>${account}</strong>, whatever the filter shows.</p>
        <${Field} label="Name of the account" name="account" value=${typed}
          onInput=${({ target }) => setTyped(target.value)} />
      <//>
    <//>
  `;
}
