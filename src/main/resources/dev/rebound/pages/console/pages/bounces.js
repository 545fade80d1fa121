import { AddDialog } from '../bounces/add.js';
import { AddressPanel } from '../bounces/address.js';
import { ImportDialog } from '../bounces/import.js';
import { LIST, filterQuery, loadClasses, loadPage, loadTotal } from '../bounces/list.js';
import { RemoveAllDialog, RemoveDialog } from '../bounces/remove.js';
import { BounceTable } from '../bounces/table.js';
import { Failure, Field, Loaded } from '../components.js';
import { useConsole } from '../context.js';
import { download } from '../download.js';
import { counted } from '../format.js';
import { html, useEffect, useRef, useState } from '../lib.js';
import { useAction, useDebounced, useLoad } from '../load.js';
import { linkTo, show } from '../route.js';

const PAGE = 'bounces';
const TYPING_MILLIS = 150;
const NOBODY = new Set();
const NO_ROWS = [];

/** The list: search, pages, and everything that changes it. */
export function Bounces({ parameters }) {
  const { api, can } = useConsole();
  const { email = '', from = '', to = '', after = '', address } = parameters;
  const [dialog, setDialog] = useState('');
  const [selected, setSelected] = useState(NOBODY);
  const filter = filterQuery({ email: useDebounced(email, TYPING_MILLIS), from, to });
  const view = JSON.stringify([filter, after]);
  useEffect(() => setSelected(NOBODY), [api, view]);
  const page = useLoad((signal) => loadPage(api, filter, after, signal), [api, view]);
  const rows = page.data?.rows ?? NO_ROWS;
  const classes = useLoad((signal) => loadClasses(api, rows, signal), [api, rows]);
  const total = useTotal(api, filter, after, page.data);
  const previous = usePrevious(JSON.stringify(filter), after);
  const close = () => setDialog('');
  const reload = () => {
    setSelected(NOBODY);
    page.reload();
    total.reload();
  };
  const finish = () => {
    close();
    reload();
  };
  const closePanel = () => show(PAGE, { ...parameters, address: '' });
  const isFiltered = email || from || to;
  return html`
    <h1>Bounces</h1>
    <${Filter} parameters=${parameters} />
    <div class="bar">
      <p role="status">${describeTotal(total.data)}</p>
      <${Actions} filter=${filter} selected=${selected} onOpen=${setDialog} />
    </div>
    <${Loaded} loaded=${page} endpoint=${`GET ${LIST}`}>
      ${({ rows, next }) => html`
        ${
          rows.length > 0
            ? html`<${BounceTable} rows=${rows} classes=${classes.data} parameters=${parameters} selected=${selected}
              onSelect=${can('suppression.bounces.delete') ? setSelected : undefined} />`
            : html`<${NoRows} isBehind=${after} isFiltered=${isFiltered} />`
        }
        <${Pages} parameters=${parameters} previous=${previous} next=${next} />
      `}
    <//>
    ${address && html`<${AddressPanel} key=${address} email=${address} onClose=${closePanel} onChange=${reload} />`}
    ${dialog === 'add' && html`<${AddDialog} onClose=${close} onDone=${finish} />`}
    ${dialog === 'import' && html`<${ImportDialog} onClose=${close} onDone=${reload} />`}
    ${dialog === 'remove' && html`<${RemoveDialog} emails=${[...selected]} onClose=${close} onDone=${finish} />`}
    ${dialog === 'remove-all' && html`<${RemoveAllDialog} onClose=${close} onDone=${finish} />`}
  `;
}

/** Counts the matches; the first page shows them all unless it is full. */
function useTotal(api, filter, after, page) {
  const known = page && !after && !page.next ? page.rows.length : undefined;
  const isNeeded = page !== undefined && known === undefined;
  const counting = useLoad(
    async (signal) => (isNeeded ? ((await loadTotal(api, filter, signal)) ?? 'many') : undefined),
    [api, JSON.stringify(filter), isNeeded],
  );
  return { data: known ?? counting.data, reload: counting.reload };
}

function describeTotal(total) {
  if (total === undefined) {
    return ' ';
  }
  return total === 'many' ? 'Many addresses' : counted(total, 'address', 'addresses');
}

function Filter({ parameters }) {
  const { email = '', from = '', to = '' } = parameters;
  const change = ({ target }) => show(PAGE, { ...parameters, after: '', [target.name]: target.value }, true);
  return html`
    <form class="filter" role="search" onSubmit=${(event) => event.preventDefault()}>
      <${Field} label="Address" name="email" type="search" value=${email} onInput=${change}
        hint="Its start; % is any text, as in %@example.com" />
      <${Field} label="From" name="from" type="date" value=${from} max=${to} onInput=${change} />
      <${Field} label="To" name="to" type="date" value=${to} min=${from} onInput=${change} />
    </form>
  `;
}

function Actions({ filter, selected, onOpen }) {
  const { api, account, can } = useConsole();
  const exportFile = useAction(() =>
    // The file is for a spreadsheet: no cell may be a formula.
    download(api, '/rebound/v1/bounces.csv', { query: { ...filter, safe: 1 } }, 'suppression_bounces.csv'),
  );
  const button = (text, dialog, kind = '') =>
    html`<button type="button" class=${kind} onClick=${() => onOpen(dialog)}>${text}</button>`;
  return html`
    <div class="buttons">
      ${selected.size > 0 && button(`Delete ${selected.size} selected…`, 'remove', 'danger')}
      ${can('suppression.bounces.create') && [button('Add…', 'add'), button('Import…', 'import')]}
      <button type="button" disabled=${exportFile.isRunning} onClick=${exportFile.run}>
        ${exportFile.isRunning ? 'Exporting…' : 'Export CSV'}
      </button>
      ${can('suppression.bounces.delete') && account && button('Delete all…', 'remove-all')}
    </div>
    <${Failure} error=${exportFile.error} />
  `;
}

function NoRows({ isBehind, isFiltered }) {
  if (isBehind) {
    return html`<p class="empty">There are no further addresses.</p>`;
  }
  return isFiltered
    ? html`
        <p class="empty">
          No address matches. A search compares the start of an address; <code>%shop%</code> finds “shop” anywhere.
        </p>
      `
    : html`<p class="empty">The list is empty. Add an address, or import a file.</p>`;
}

function Pages({ parameters, previous, next }) {
  const at = (after) => linkTo(PAGE, { ...parameters, after });
  return html`
    <nav class="buttons" aria-label="Pages of the list">
      ${parameters.after && html`<a class="button" href=${at('')}>First page</a>`}
      ${previous !== undefined && html`<a class="button" href=${at(previous)}>Previous page</a>`}
      ${next && html`<a class="button" href=${at(next)}>Next page</a>`}
    </nav>
  `;
}

/** Returns the cursor of the page before, if the user came from it: a cursor leads forward only. */
function usePrevious(filter, after) {
  const trail = useRef({});
  if (trail.current.filter !== filter || !after) {
    trail.current = { filter, cursors: [] };
  }
  const { cursors } = trail.current;
  const index = cursors.indexOf(after);
  cursors.splice(index < 0 ? cursors.length : index, cursors.length, after);
  return cursors.at(-2);
}
