import { HourLine } from '../chart.js';
import { Loaded, Time } from '../components.js';
import { useConsole } from '../context.js';
import { count } from '../format.js';
import { html, useMemo } from '../lib.js';
import { useInterval, useLoad } from '../load.js';

const REFRESH_MILLIS = 15000;
const RATES = [
  ['requests', 'Requests', '--class-1'],
  ['lookups', 'Lookups', '--class-3'],
  ['ingested', 'Ingested events', '--class-4'],
  ['errors', 'Failed requests', '--class-2'],
];

/** Whether the service works: version, database, list, and the rates of the last hour. */
export function Status() {
  const { api } = useConsole();
  const status = useLoad((signal) => api.get('/rebound/v1/status', {}, signal), [api]);
  useInterval(status.reload, REFRESH_MILLIS);
  return html`
    <h1>Status</h1>
    <${Loaded} loaded=${status} endpoint="GET /rebound/v1/status">
      ${(data) => html`
        <${Facts} status=${data} />
        <h2>Last hour</h2>
        <p class="quiet">Counts per minute of the process that responded.</p>
        <${Rates} rates=${data.rates} />
      `}
    <//>
  `;
}

function Facts({ status }) {
  const { version, mode, account, database, list, started } = status;
  const facts = [
    ['Service', `Rebound ${version}`],
    ['Mode', mode],
    ['Account', account.name],
    ['Database', database.reachable ? `PostgreSQL ${database.version}` : 'does not answer'],
    ['Addresses on the list', list ? count(list.bounces) : 'unknown'],
    ['Running since', html`<${Time} seconds=${started} />`],
  ];
  return html`
    <dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
  `;
}

function Rates({ rates }) {
  const times = useMemo(() => rates.requests.map((rate, index) => rates.from + index * rates.step), [rates]);
  return html`
    <div class="charts">
      ${RATES.filter(([name]) => rates[name]).map(([name, title, color]) => {
        const values = rates[name];
        // The last minute is still running.
        const latest = values.at(-2) ?? values.at(-1);
        return html`
          <figure>
            <figcaption>${title}: ${count(latest)} in the last minute</figcaption>
            <${HourLine} label=${`${title} per minute`} times=${times} values=${values} color=${color} height=${140} />
          </figure>
        `;
      })}
    </div>
  `;
}
