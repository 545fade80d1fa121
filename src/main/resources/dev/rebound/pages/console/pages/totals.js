import { StackedBars } from '../chart.js';
import { Failure, Field, Loaded } from '../components.js';
import { useConsole } from '../context.js';
import { download } from '../download.js';
import { counted } from '../format.js';
import { html, useMemo } from '../lib.js';
import { useAction, useLoad } from '../load.js';
import { linkTo, show } from '../route.js';
import { BY_CLASS, byDomain, colorOf, lastDays, loadTotals } from '../totals/data.js';
import { ClassTable, DayTable, DomainTable } from '../totals/tables.js';

const PAGE = 'totals';
const RANGES = [7, 30, 90, 365];

/** Bounces and blocks by day and class over a range of UTC days. */
export function Totals({ parameters }) {
  const { api } = useConsole();
  const range = { ...lastDays(), ...parameters };
  const { from, to } = range;
  const chosen = parameters.class;
  const totals = useLoad((signal) => loadTotals(api, BY_CLASS, range, signal), [api, from, to]);
  return html`
    <h1>Totals</h1>
    <${Range} parameters=${parameters} from=${from} to=${to} />
    <${Loaded} loaded=${totals} endpoint=${`GET ${BY_CLASS}`}>
      ${({ days, series }) =>
        series.length > 0
          ? html`<${Classes} days=${days} series=${series} parameters=${parameters} range=${range} />`
          : html`<p class="empty">There are no bounces or blocks in these days.</p>`}
    <//>
    ${chosen && html`<${Domains} key=${chosen} name=${chosen} range=${range} parameters=${parameters} />`}
  `;
}

function Range({ parameters, from, to }) {
  const change = ({ target }) =>
    target.value && show(PAGE, { ...parameters, from, to, [target.name]: target.value }, true);
  return html`
    <form class="filter" aria-label="Range" onSubmit=${(event) => event.preventDefault()}>
      <nav class="buttons" aria-label="Ranges">
        ${RANGES.map(
          (number) =>
            html`<a class="button" href=${linkTo(PAGE, { ...parameters, ...lastDays(number) })}>${number} days</a>`,
        )}
      </nav>
      <${Field} label="From (UTC)" name="from" type="date" value=${from} max=${to} onInput=${change} />
      <${Field} label="To (UTC)" name="to" type="date" value=${to} min=${from} onInput=${change} />
    </form>
  `;
}

function Classes({ days, series, parameters, range }) {
  const colored = useMemo(() => series.map((each) => ({ ...each, color: colorOf(each.name) })), [series]);
  return html`
    <div class="beside">
      <${StackedBars}
        label=${`Bars by day and class, ${counted(days.length, 'day', 'days')}`}
        days=${days}
        series=${colored}
      />
      <div>
        <${ClassTable} series=${series} parameters=${parameters} />
        <div class="buttons"><${CsvButton} path=${BY_CLASS} range=${range} name="bounces_by_class.csv" /></div>
      </div>
    </div>
    <${DayTable} days=${days} series=${series} />
  `;
}

function Domains({ name, range, parameters }) {
  const { api } = useConsole();
  const path = byDomain(name);
  const totals = useLoad((signal) => loadTotals(api, path, range, signal), [api, path, range.from, range.to]);
  return html`
    <section aria-label=${`Domains of ${name}`}>
      <h2>${name}</h2>
      <${Loaded} loaded=${totals} endpoint=${`GET ${BY_CLASS}/{classification}`}>
        ${({ series }) => html`<${DomainTable} series=${series} />`}
      <//>
      <div class="buttons">
        <${CsvButton} path=${path} range=${range} name="bounces_by_domain.csv" />
        <a class="button" href=${linkTo(PAGE, { ...parameters, class: '' })}>Close</a>
      </div>
    </section>
  `;
}

function CsvButton({ path, range, name }) {
  const { api } = useConsole();
  // The file is for a spreadsheet: no cell may be a formula.
  const query = { start_date: range.from, end_date: range.to, safe: 1 };
  const save = useAction(() => download(api, path, { query, headers: { Accept: 'text/csv' } }, name));
  return html`
    <button type="button" disabled=${save.isRunning} onClick=${save.run}>Export CSV</button>
    <${Failure} error=${save.error} />
  `;
}
