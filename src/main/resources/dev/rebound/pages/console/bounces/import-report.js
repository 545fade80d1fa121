import { count, counted } from '../format.js';
import { html } from '../lib.js';

const SHOWN = 20;

/** The counts of a preview or an import, in which each row of the file counts once. */
export function Report({ report }) {
  const { format, columns, rows, compared, added, updated, duplicates, ignored = {}, rejected } = report;
  const rejections = rejected.length + (report.rejected_not_shown ?? 0);
  const counts = [
    ['Rows', rows],
    ['Added', added],
    ['Updated', updated],
    ['Known already', duplicates],
    ...Object.entries(ignored).map(([kind, number]) => [`Ignored: ${kind}`, number]),
    ['Rejected', rejections],
  ];
  const events = rows - rejections - Object.values(ignored).reduce((all, number) => all + number, 0);
  return html`
    ${format && html`<p>Format: ${format}</p>`}
    <dl>${counts.map(([name, number]) => html`<div><dt>${name}</dt><dd>${count(number)}</dd></div>`)}</dl>
    ${compared < events && html`<p class="quiet">The first ${count(compared)} events are compared with the list.</p>`}
    ${columns && html`<${Columns} columns=${columns} />`}
    ${rejections > 0 && html`<${Rejected} rows=${rejected.slice(0, SHOWN)} total=${rejections} />`}
  `;
}

function Columns({ columns }) {
  return html`
    <table>
      <caption>Columns</caption>
      <thead><tr><th>In the file</th><th>Read as</th></tr></thead>
      <tbody>
        ${columns.map(({ name, fields }) => html`<tr><td>${name}</td><td>${fields.join(', ') || 'not read'}</td></tr>`)}
      </tbody>
    </table>
  `;
}

function Rejected({ rows, total }) {
  const first = `The first ${rows.length} of ${counted(total, 'rejected row', 'rejected rows')}`;
  return html`
    <table>
      <caption>${total > rows.length ? first : 'Rejected rows'}</caption>
      <thead><tr><th>Line</th><th>Reason</th></tr></thead>
      <tbody>
        ${rows.map(
          ({ line, index, field, message }) => html`<tr><td>${line ?? index + 1}</td><td>${field} ${message}</td></tr>`,
        )}
      </tbody>
    </table>
  `;
}
