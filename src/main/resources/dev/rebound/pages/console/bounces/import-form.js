import { Choice, Field } from '../components.js';
import { html, useState } from '../lib.js';

const KINDS = [
  ['', 'as the file says'],
  ['bounce', 'bounces'],
  ['blocked', 'blocks'],
];

/** A place to drop a file, which also chooses one by keyboard. */
export function FileInput({ isDisabled, onFile }) {
  const [isOver, setOver] = useState(false);
  const take = (files) => {
    if (files.length > 0 && !isDisabled) {
      onFile(files[0]);
    }
  };
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const over = (event) => {
    event.preventDefault();
    setOver(true);
  };
  return html`
    <label class=${isOver ? 'drop over' : 'drop'} onDrop=${drop} onDragOver=${over} onDragLeave=${() => setOver(false)}>
      <span>Drop a file here, or choose one</span>
      <input type="file" disabled=${isDisabled} onChange=${({ target }) => take(target.files)} />
      <small>Lists as CSV or JSON, logs and mailboxes, also compressed.</small>
    </label>
  `;
}

/** How to read the file, where it does not show it itself. */
export function ImportOptions({ options, isOpen, onChange }) {
  const change = ({ target }) => onChange({ ...options, [target.name]: target.value });
  return html`
    <details open=${isOpen}>
      <summary>Options</summary>
      <${Choice} label="Rows are" name="as" options=${KINDS} value=${options.as ?? ''} onChange=${change} />
      <${Field} label="Columns" name="map" value=${options.map ?? ''} onInput=${change}
        hint="For CSV with headings of its own, such as email=Recipient,reason=Error." />
      <${Field} label="Format" name="format" value=${options.format} onInput=${change}
        hint="auto, or the name of a format." />
    </details>
  `;
}
