// The state of the view is in the fragment of the URL, as in `#/bounces?email=a&as=shop`: a link shows the same view.
import { useEffect, useState } from './lib.js';

const CHANGED = 'rebound:route';

/** Returns the name of the page and its parameters. */
export function currentRoute() {
  const { hash } = window.location;
  const [path, query = ''] = hash.slice(1).split('?', 2);
  return { hash, page: path.replace(/^\//, ''), parameters: Object.fromEntries(new URLSearchParams(query)) };
}

/** Returns the URL of a page for the selected account, unless `as` selects another. Empty parameters are left out. */
export function linkTo(page, parameters) {
  const { as } = currentRoute().parameters;
  const query = new URLSearchParams(Object.entries({ as, ...parameters }).filter(([, value]) => value));
  return `#/${page}${query.size ? `?${query}` : ''}`;
}

/**
 * Shows a page.
 *
 * @param {boolean} isReplaced whether the browser's history forgets the current view
 */
export function show(page, parameters, isReplaced = false) {
  window.history[isReplaced ? 'replaceState' : 'pushState'](null, '', linkTo(page, parameters));
  window.dispatchEvent(new Event(CHANGED));
}

/** Returns the current route, and renders again when it changes. */
export function useRoute() {
  const [route, setRoute] = useState(currentRoute);
  useEffect(() => {
    const update = () => setRoute((last) => (last.hash === window.location.hash ? last : currentRoute()));
    const events = [CHANGED, 'hashchange', 'popstate'];
    events.forEach((event) => window.addEventListener(event, update));
    // The route may have changed since the first rendering.
    update();
    return () => events.forEach((event) => window.removeEventListener(event, update));
  }, []);
  return route;
}
