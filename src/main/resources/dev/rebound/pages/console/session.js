// The key of the signed-in user. It ends with the browser's tab, and is never part of a URL.
const NAME = 'rebound.key';

export function savedKey() {
  return sessionStorage.getItem(NAME) ?? '';
}

export function saveKey(key) {
  sessionStorage.setItem(NAME, key);
}

export function forgetKey() {
  sessionStorage.removeItem(NAME);
}
