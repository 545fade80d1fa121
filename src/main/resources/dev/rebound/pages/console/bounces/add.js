import { ActionForm, Choice, Dialog, Field } from '../components.js';
import { useConsole } from '../context.js';
import { html } from '../lib.js';
import { useAction } from '../load.js';

const INGEST = '/rebound/v1/bounces';

/** Adds an address by hand. */
export function AddDialog({ onClose, onDone }) {
  const { api, say } = useConsole();
  const add = useAction(async (event) => {
    const { rejected, added } = await api.sendJson('POST', INGEST, event);
    if (rejected.length > 0) {
      throw new Error(`${rejected[0].field ?? 'The row'} ${rejected[0].message}.`);
    }
    say(added > 0 ? `${event.email} is added.` : `${event.email} was known already.`);
    onDone();
  });
  return html`
    <${Dialog} title="Add an address" onClose=${onClose}>
      <${ActionForm} action=${add} submit="Add" onClose=${onClose}>
        <${Field} label="Address" name="email" type="text" inputmode="email" required autofocus />
        <${Field} label="Reason" name="reason" hint="The receiver's reply, such as 550 5.1.1 User unknown." />
        <${Field} label="Status" name="status" hint="Such as 5.1.1." maxlength="64" />
        <${Choice} label="Type" name="type"
          options=${[
            ['bounce', 'Bounce: on the list'],
            ['blocked', 'Block: in history and totals only'],
          ]} />
      <//>
    <//>
  `;
}
