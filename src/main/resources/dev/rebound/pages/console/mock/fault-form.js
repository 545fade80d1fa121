import { ActionForm, Choice, Field } from '../components.js';
import { html, useState } from '../lib.js';
import { useAction } from '../load.js';

// The kinds of faults: the label of the value, its default, and the rule's fault.
const KINDS = {
  status: { text: 'Status', label: 'Status, 400 to 599', initial: '503', fault: (value) => ({ status: value }) },
  latency: {
    text: 'Latency',
    label: 'Milliseconds',
    initial: '500',
    fault: (value) => ({ latency: { fixed: value } }),
  },
  reset: { text: 'Connection reset', fault: () => ({ reset: true }) },
  truncate: {
    text: 'Truncated body',
    label: 'Bytes before the connection closes',
    initial: '100',
    fault: (value) => ({ truncate: value }),
  },
  drip: {
    text: 'Slow body',
    label: 'Bytes every 100 ms',
    initial: '10',
    fault: (value) => ({ drip: { bytes: value, everyMillis: 100 } }),
  },
  stale: { text: 'Stale response', fault: () => ({ stale: true }) },
  drift: { text: 'Shifted page', label: 'Rows', initial: '3', fault: (value) => ({ drift: value }) },
};
const METHODS = ['', 'GET', 'POST', 'DELETE', 'PUT', 'PATCH'];

/**
 * A form for a fault rule.
 *
 * @param {{onAdd: (rule: object) => Promise<void>}} properties
 */
export function FaultForm({ onAdd }) {
  const [kind, setKind] = useState('status');
  const add = useAction((values) => onAdd(ruleOf(values)));
  const { label, initial } = KINDS[kind];
  return html`
    <${ActionForm} action=${add} submit="Add the rule">
      <div class="columns">
        <${Choice} label="Fault" name="kind" value=${kind} onChange=${({ target }) => setKind(target.value)}
          options=${Object.entries(KINDS).map(([name, { text }]) => [name, text])} />
        ${label &&
        html`<${Field} key=${kind} label=${label} name="value" type="number" defaultValue=${initial} required />`}
        <${Choice} label="Method" name="method" options=${METHODS.map((method) => [method, method || 'all'])} />
        <${Field} label="Path" name="path" placeholder="/v3/suppression/bounces*"
          hint="* is any text. Empty: all paths." />
        <${Field} label="Share of the requests" name="probability" type="number" min="0" max="1" step="any"
          placeholder="1" />
        <${Field} label="At most" name="count" type="number" min="1" hint="Times. Empty: no limit." />
        <${Field} label="Id" name="id" pattern="[A-Za-z0-9._\\-]{1,64}" hint="Responses name it in X-Rebound-Fault." />
      </div>
    <//>
  `;
}

/** Returns the rule of the form's values, without those that are empty. */
function ruleOf({ kind, value, method, path, probability, count, id }) {
  const rule = {
    id,
    method,
    path,
    probability: probability && Number(probability),
    count: count && Number(count),
    fault: KINDS[kind].fault(Number(value)),
  };
  return Object.fromEntries(Object.entries(rule).filter(([, each]) => each !== ''));
}
