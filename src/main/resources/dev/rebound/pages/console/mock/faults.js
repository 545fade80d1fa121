import { Failure, Loaded } from '../components.js';
import { useConsole } from '../context.js';
import { count } from '../format.js';
import { html } from '../lib.js';
import { useAction, useInterval, useLoad } from '../load.js';
import { FaultForm } from './fault-form.js';

const FAULTS = '/mock/faults';
const REFRESH_MILLIS = 2000;

/** The rules by which responses have faults. */
export function FaultSection() {
  const { api } = useConsole();
  const faults = useLoad((signal) => api.get(FAULTS, {}, signal), [api]);
  useInterval(faults.reload, REFRESH_MILLIS);
  const replace = async (rules) => {
    await api.sendJson('PUT', FAULTS, rules);
    faults.reload();
  };
  const remove = useAction(replace);
  return html`
    <section aria-labelledby="faults">
      <h2 id="faults">Faults</h2>
      <p class="quiet">
        The first rule that matches a request applies, also to requests of this console, but not to those of this page.
      </p>
      <${Loaded} loaded=${faults} endpoint=${`GET ${FAULTS}`}>
        ${(entries) => {
          const rules = entries.map(({ rule }) => rule);
          const removeAt = (index) => remove.run(rules.toSpliced(index, 1));
          return html`
            ${entries.length > 0 && html`<${RuleTable} entries=${entries} onRemove=${removeAt} />`}
            <${Failure} error=${remove.error} />
            <${FaultForm} onAdd=${(rule) => replace([...rules, rule])} />
          `;
        }}
      <//>
    </section>
  `;
}

function RuleTable({ entries, onRemove }) {
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Fault rules">
      <table>
        <thead>
          <tr>
            <th>Id</th><th>Requests</th><th>Fault</th>
            <th class="number">Matched</th><th class="number">Fired</th><th>Remove</th>
          </tr>
        </thead>
        <tbody>
          ${entries.map(
            ({ rule: { id, fault, ...conditions }, matched, fired }, index) => html`
              <tr>
                <td>${id ?? '–'}</td>
                <td><code>${describe(conditions)}</code></td>
                <td><code>${JSON.stringify(fault)}</code></td>
                <td class="number">${count(matched)}</td>
                <td class="number">${count(fired)}</td>
                <td>
                  <button type="button" aria-label=${`Remove rule ${id ?? index + 1}`} onClick=${() => onRemove(index)}>
                    Remove
                  </button>
                </td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

function describe({ method = '', path = '', ...others }) {
  const rest = Object.entries(others).map(([name, value]) => `${name}=${value}`);
  return [method, path, ...rest].filter(Boolean).join(' ') || 'all';
}
