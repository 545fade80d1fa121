import { count } from '../format.js';
import { html } from '../lib.js';
import { linkTo } from '../route.js';
import { colorOf } from './data.js';

const SHOWN_DOMAINS = 100;
const PERCENT = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

/** The classes with their counts. A class links to its domains. */
export function ClassTable({ series, parameters }) {
  return html`
    <table>
      <caption>Bounces and blocks by class</caption>
      <thead><tr><th>Class</th><th class="number">Count</th><th class="number">Share</th></tr></thead>
      <tbody>
        ${series.map(
          ({ name, total }) => html`
            <tr>
              <td>
                <span class=${`swatch ${colorOf(name).slice(2)}`}></span>
                <a href=${linkTo('totals', { ...parameters, class: name })}>${name}</a>
              </td>
              <td class="number">${count(total)}</td>
              <td class="number">${PERCENT.format(total / sum(series))}</td>
            </tr>
          `,
        )}
      </tbody>
      <tfoot><tr><th>All</th><td class="number">${count(sum(series))}</td><td></td></tr></tfoot>
    </table>
  `;
}

/** The recipient domains of a class, the largest first. */
export function DomainTable({ series }) {
  const first = `The ${SHOWN_DOMAINS} largest of ${count(series.length)} domains; the CSV has all`;
  return html`
    <table>
      <caption>${series.length > SHOWN_DOMAINS ? first : 'By recipient domain'}</caption>
      <thead><tr><th>Domain</th><th class="number">Count</th><th class="number">Share</th></tr></thead>
      <tbody>
        ${series.slice(0, SHOWN_DOMAINS).map(
          ({ name, total }) => html`
            <tr>
              <td>${name}</td>
              <td class="number">${count(total)}</td>
              <td class="number">${PERCENT.format(total / sum(series))}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

/** The numbers of the chart, for days with events. */
export function DayTable({ days, series }) {
  const withEvents = days.map((day, index) => index).filter((index) => series.some(({ counts }) => counts[index] > 0));
  return html`
    <details>
      <summary>Numbers by day</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="Numbers by day">
        <table>
          <thead>
            <tr><th>Day (UTC)</th>${series.map(({ name }) => html`<th class="number">${name}</th>`)}</tr>
          </thead>
          <tbody>
            ${withEvents.reverse().map(
              (index) => html`
                <tr>
                  <td>${days[index]}</td>
                  ${series.map(({ counts }) => html`<td class="number">${count(counts[index])}</td>`)}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    </details>
  `;
}

function sum(series) {
  return series.reduce((all, { total }) => all + total, 0);
}
