// The libraries, which are classic scripts. As modules they would need an inline import map, which
// the policy of the page forbids.
const { createContext, h, render } = window.preact;
const { useContext, useEffect, useId, useMemo, useRef, useState } = window.preactHooks;
const html = window.htm.bind(h);
const Plot = window.uPlot;

export { Plot, createContext, html, render, useContext, useEffect, useId, useMemo, useRef, useState };
