import { createContext, useContext } from './lib.js';

/** What the pages share; see `useConsole`. */
export const ConsoleContext = createContext();

/**
 * Returns what the pages share.
 *
 * @returns {{
 *   api: import('./api.js').Api,
 *   account: string, the name of the account; empty if the service does not report it
 *   can: (scope: string) => boolean, whether the key has a scope or its broader one
 *   keyScopes: string[], the scopes that the key may give to another
 *   say: (text: string) => void, shows a result, which screen readers read out
 * }}
 */
export function useConsole() {
  return useContext(ConsoleContext);
}
