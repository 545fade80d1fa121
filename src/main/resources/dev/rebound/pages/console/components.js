import { html, useEffect, useId, useRef, useState } from './lib.js';
import { localTime, utcTime } from './format.js';

const CAUSES = {
  0: 'The service does not answer.',
  429: 'This account has used its requests of this minute.',
  503: 'The database does not answer.',
};

/** A time in the user's zone, with UTC on hover. */
export function Time({ seconds }) {
  const date = new Date(seconds * 1000);
  return html`<time datetime=${date.toISOString()} title=${utcTime(date)}>${localTime(date)}</time>`;
}

/** Explains a failed request. A temporary failure ends by itself. */
export function Failure({ error }) {
  if (!error) {
    return null;
  }
  return html`<p class="notice failure" role="alert">${explain(error)}</p>`;
}

function explain(error) {
  if (error.isTemporary) {
    return `${CAUSES[error.status] ?? 'The service is not available.'} Trying again…`;
  }
  if (error.status === 403) {
    return `This key does not have the permission: ${error.message}.`;
  }
  return error.message;
}

/** Explains that the service has no endpoint for this part of the page. */
export function Missing({ endpoint }) {
  return html`<p class="notice">This service does not have <code>${endpoint}</code>, which this part needs.</p>`;
}

/**
 * Shows data that `useLoad` loads, or why there is none.
 *
 * @param {{loaded: object, endpoint: string, children: (data: any) => any}} properties
 */
export function Loaded({ loaded, endpoint, children }) {
  if (loaded.error?.status === 404) {
    return html`<${Missing} endpoint=${endpoint} />`;
  }
  return html`
    <${Failure} error=${loaded.error} />
    ${loaded.data !== undefined && children(loaded.data)}
    ${loaded.data === undefined && loaded.isLoading && html`<p class="quiet">Loading…</p>`}
  `;
}

/** A labelled input; `name` identifies it in its form. */
export function Field({ label, hint, ...input }) {
  const id = useId();
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <input id=${id} aria-describedby=${hint && `${id}-hint`} autocomplete="off" spellcheck=${false} ...${input} />
      ${hint && html`<small id=${`${id}-hint`}>${hint}</small>`}
    </div>
  `;
}

/** A labelled choice; an option is a value and its text. */
export function Choice({ label, options, value, ...select }) {
  const id = useId();
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} ...${select}>
        ${options.map(([key, text]) => html`<option value=${key} selected=${key === value}>${text}</option>`)}
      </select>
    </div>
  `;
}

/**
 * A modal dialog. Escape closes it, and the focus returns to where it was.
 *
 * @param {{title: string, kind?: string, onClose: () => void}} properties
 */
export function Dialog({ title, kind = '', onClose, children }) {
  const element = useRef();
  useEffect(() => {
    const dialog = element.current;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  const cancel = (event) => {
    // A file input inside reports a cancelled choice with an event of the same name.
    if (event.target === element.current) {
      event.preventDefault();
      onClose();
    }
  };
  return html`
    <dialog class=${kind} ref=${element} aria-label=${title} onCancel=${cancel}>
      <header>
        <h2>${title}</h2>
        <button type="button" class="plain" aria-label="Close" onClick=${onClose}>✕</button>
      </header>
      ${children}
    </dialog>
  `;
}

/**
 * A form whose submission is an action of `useAction`; a failure is shown above its buttons.
 *
 * @param {{action: object, submit: string, isDangerous?: boolean, onClose?: () => void}} properties
 */
export function ActionForm({ action, submit, isDangerous, isDisabled, onClose, children }) {
  const onSubmit = (event) => {
    event.preventDefault();
    action.run(Object.fromEntries(new FormData(event.target)));
  };
  return html`
    <form onSubmit=${onSubmit}>
      ${children}
      <${Failure} error=${action.error} />
      <div class="buttons">
        ${onClose && html`<button type="button" onClick=${onClose}>Cancel</button>`}
        <button class=${isDangerous ? 'danger' : 'primary'} disabled=${isDisabled || action.isRunning}>
          ${submit}
        </button>
      </div>
    </form>
  `;
}

/** A button that copies a text. */
export function CopyButton({ text }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  // Browsers have a clipboard for pages of a secure origin only.
  return navigator.clipboard
    ? html`<button type="button" onClick=${copy}>${isCopied ? 'Copied' : 'Copy'}</button>`
    : null;
}
