import { ActionForm, Choice, Dialog, Field } from '../components.js';
import { useConsole } from '../context.js';
import { count } from '../format.js';
import { html, useState } from '../lib.js';
import { useAction } from '../load.js';

/** Fills and empties the lists of the mock. */
export function ListSection() {
  const [isResetting, setResetting] = useState(false);
  return html`
    <section aria-labelledby="lists">
      <h2 id="lists">Lists</h2>
      <${SeedForm} />
      <button type="button" onClick=${() => setResetting(true)}>Reset…</button>
      ${isResetting && html`<${ResetDialog} onClose=${() => setResetting(false)} />`}
    </section>
  `;
}

function SeedForm() {
  const { api, say } = useConsole();
  const [progress, setProgress] = useState();
  const seed = useAction(async ({ rows, seed: number, days }) => {
    setProgress(undefined);
    await api.sendForLines(
      'POST',
      '/mock/seed',
      { rows: Number(rows), seed: Number(number), days: Number(days) },
      (line) => {
        if (line.of) {
          setProgress(line);
        }
      },
    );
    say(`${count(Number(rows))} rows are seeded.`);
  });
  return html`
    <${ActionForm} action=${seed} submit="Seed">
      <div class="columns">
        <${Field} label="Rows" name="rows" type="number" min="1" max="100000000" defaultValue="1000" required
          hint="Only an empty list can be seeded." />
        <${Field} label="Seed" name="seed" type="number" defaultValue="1" required
          hint="The same seed makes the same rows." />
        <${Field} label="Days" name="days" type="number" min="1" max="3650" defaultValue="365" required />
      </div>
      ${progress && html`<${SeedProgress} progress=${progress} />`}
    <//>
  `;
}

function SeedProgress({ progress: { rows, of } }) {
  return html`
    <label class="progress">${count(rows)} of ${count(of)} rows <progress max=${of} value=${rows}></progress></label>
  `;
}

function ResetDialog({ onClose }) {
  const { api, say } = useConsole();
  const reset = useAction(async ({ to }) => {
    await api.send('POST', '/mock/reset', { body: JSON.stringify({ to }) }).then((response) => response.text());
    say(to === 'empty' ? 'All lists are empty.' : 'The last seed is restored.');
    onClose();
  });
  return html`
    <${Dialog} title="Reset the mock?" onClose=${onClose}>
      <${ActionForm} action=${reset} submit="Reset" isDangerous onClose=${onClose}>
        <p>This empties the lists, histories and totals of all accounts. Accounts and keys stay.</p>
        <${Choice} label="Then" name="to" options=${[
          ['empty', 'leave the lists empty'],
          ['seed', 'create the last seed again'],
        ]} />
      <//>
    <//>
  `;
}
