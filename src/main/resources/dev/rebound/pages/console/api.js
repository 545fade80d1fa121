const DEFAULT_RETRY_MILLIS = 3000;
const MAX_RETRY_MILLIS = 30000;

/** The API's root, also behind a proxy that serves the console below a path. */
const ROOT = new URL('../', document.baseURI);

/** A response other than 2xx, or no response (status 0). */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   * @param {number} retryMillis
   */
  constructor(status, message, retryMillis = DEFAULT_RETRY_MILLIS) {
    super(message);
    this.status = status;
    this.retryMillis = Math.min(retryMillis, MAX_RETRY_MILLIS);
  }

  /** Whether the same request may succeed later. */
  get isTemporary() {
    return [0, 429, 502, 503, 504].includes(this.status);
  }

  /**
   * Returns the error of a response. The API's errors have the form `{"errors":[…]}`, the mock's
   * `{"error":"…"}`; a proxy may send anything.
   */
  static of(status, text, retryAfter) {
    const seconds = Number(retryAfter);
    return new ApiError(status, messageOf(text) || `status ${status}`, seconds > 0 ? seconds * 1000 : undefined);
  }
}

function messageOf(text) {
  try {
    const body = JSON.parse(text);
    return body.error ?? body.errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('\n');
  } catch {
    return '';
  }
}

/** Requests with a key, on behalf of a subuser if one is selected. */
export class Api {
  /**
   * @param {string} key
   * @param {string} subuser empty for the account of the key
   * @param {() => void} onUnauthorized runs when the service no longer accepts the key
   */
  constructor(key, subuser, onUnauthorized) {
    this.key = key;
    this.subuser = subuser;
    this.onUnauthorized = onUnauthorized;
  }

  /** Returns the JSON of a GET response. */
  async get(path, query, signal) {
    const response = await this.send('GET', path, { query, signal });
    return response.json();
  }

  /** Sends an object as JSON and returns that of the response, if it has one. */
  async sendJson(method, path, body, headers = {}) {
    const response = await this.send(method, path, {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...headers },
    });
    const text = await response.text();
    return text ? JSON.parse(text) : undefined;
  }

  /**
   * Sends an object as JSON and reads a response of one JSON object per line while it arrives.
   *
   * @param {(line: object) => void} onLine
   */
  async sendForLines(method, path, body, onLine) {
    const response = await this.send(method, path, { body: JSON.stringify(body) });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      lines.filter((line) => line).forEach((line) => onLine(JSON.parse(line)));
    }
  }

  /**
   * Returns a response.
   *
   * @throws {ApiError} if its status is not 2xx, or there is none
   */
  async send(method, path, { query, body, headers, signal } = {}) {
    const response = await fetch(urlOf(path, query), {
      method,
      body,
      headers: { ...this.headers(), ...headers },
      signal,
      cache: 'no-store',
    }).catch((cause) => {
      throw cause.name === 'AbortError' ? cause : new ApiError(0, 'no response');
    });
    if (response.ok) {
      return response;
    }
    throw this.failure(response.status, await response.text(), response.headers.get('Retry-After'));
  }

  /**
   * Sends a file and returns the JSON of the response. Only XMLHttpRequest reports the progress of an upload.
   *
   * @param {(share: number) => void} onProgress gets the share that is sent, 0 to 1
   */
  upload(path, query, file, onProgress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', urlOf(path, query));
      Object.entries(this.headers()).forEach(([name, value]) => request.setRequestHeader(name, value));
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 1);
      request.onerror = () => reject(new ApiError(0, 'no response'));
      request.onload = () => {
        if (request.status >= 200 && request.status < 300) {
          resolve(JSON.parse(request.responseText));
        } else {
          reject(this.failure(request.status, request.responseText, request.getResponseHeader('Retry-After')));
        }
      };
      request.send(file);
    });
  }

  failure(status, text, retryAfter) {
    if (status === 401) {
      this.onUnauthorized();
    }
    return ApiError.of(status, text, retryAfter);
  }

  headers() {
    const headers = { Authorization: `Bearer ${this.key}` };
    return this.subuser ? { ...headers, 'On-behalf-of': this.subuser } : headers;
  }
}

function urlOf(path, query = {}) {
  const url = new URL(path.replace(/^\//, ''), ROOT);
  Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '')
    .forEach(([name, value]) => url.searchParams.set(name, value));
  return url;
}
