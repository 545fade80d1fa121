import { Time } from '../components.js';
import { html } from '../lib.js';
import { linkTo } from '../route.js';

/**
 * The rows of a page. An address links to its panel.
 *
 * @param {{rows: object[], classes?: Map<string, string>, parameters: object, selected: Set<string>,
 *     onSelect?: (emails: Set<string>) => void}} properties without `classes` while they load, without `onSelect` if
 *     nothing may be selected
 */
export function BounceTable({ rows, classes, parameters, selected, onSelect }) {
  const isAll = rows.every(({ email }) => selected.has(email));
  const toggle = (email) => {
    const emails = new Set(selected);
    onSelect(emails.delete(email) ? emails : emails.add(email));
  };
  return html`
    <table class="bounces">
      <thead>
        <tr>
          ${onSelect &&
          html`<th class="check">
            <input type="checkbox" aria-label="Select all on this page" checked=${isAll}
              onChange=${() => onSelect(new Set(isAll ? [] : rows.map(({ email }) => email)))} />
          </th>`}
          <th>Address</th>
          <th>Class</th>
          <th>Status</th>
          <th>Reason</th>
          <th>Since</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ email, status, reason, created }) => html`
            <tr key=${email}>
              ${onSelect &&
              html`<td class="check">
                <input type="checkbox" aria-label=${`Select ${email}`} checked=${selected.has(email)}
                  onChange=${() => toggle(email)} />
              </td>`}
              <td class="email"><a href=${linkTo('bounces', { ...parameters, address: email })}>${email}</a></td>
              <td class="class">${classes?.get(email)}</td>
              <td class="code">${status}</td>
              <td class="reason"><span>${reason}</span></td>
              <td class="time"><${Time} seconds=${created} /></td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
