import { useEffect, useRef, useState } from './lib.js';

/**
 * Loads data, and again whenever a dependency changes. The newest request wins: an older one is aborted. After a
 * temporary failure it tries again; the last data stays until then.
 *
 * @param {(signal: AbortSignal) => Promise<any>} load
 * @param {any[]} dependencies
 */
export function useLoad(load, dependencies) {
  const [state, setState] = useState({ isLoading: true });
  const [attempt, setAttempt] = useState(0);
  const reload = () => setAttempt((count) => count + 1);
  useEffect(() => {
    const controller = new AbortController();
    let timer;
    setState((last) => ({ ...last, isLoading: true }));
    load(controller.signal)
      .then(
        (data) => ({ data }),
        (error) => ({ error }),
      )
      .then(({ data, error }) => {
        if (controller.signal.aborted) {
          return;
        }
        if (error?.isTemporary) {
          timer = setTimeout(reload, error.retryMillis);
        }
        setState((last) => ({ data: error?.isTemporary ? last.data : data, error, isLoading: false }));
      });
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [...dependencies, attempt]);
  return { ...state, reload };
}

/** Runs an action at a user's request; `run` does nothing while it is running. */
export function useAction(action) {
  const [state, setState] = useState({ isRunning: false });
  const isRunning = useRef(false);
  const run = async (...values) => {
    if (isRunning.current) {
      return;
    }
    isRunning.current = true;
    setState({ isRunning: true });
    try {
      await action(...values);
      setState({ isRunning: false });
    } catch (error) {
      setState({ isRunning: false, error });
    } finally {
      isRunning.current = false;
    }
  };
  return { ...state, run };
}

/** Runs a function repeatedly while the page is visible. */
export function useInterval(run, millis) {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const timer = setInterval(() => document.hidden || latest.current(), millis);
    return () => clearInterval(timer);
  }, [millis]);
}

/** Returns a value once it has not changed for a time. */
export function useDebounced(value, millis) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return settled;
}
