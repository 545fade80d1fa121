import { count } from './format.js';
import { Plot, html, useEffect, useRef, useState } from './lib.js';

const HOUR = 3600;
const DAY = 86400;
const HEIGHT = 260;
const DARK = window.matchMedia('(prefers-color-scheme: dark)');

/**
 * Bars by UTC day, one stacked on the other.
 *
 * @param {{label: string, days: string[], series: {color: string, counts: number[]}[]}} properties a color is the name
 *     of a property in the style sheet
 */
export function StackedBars({ label, days, series }) {
  const build = (color) => {
    // Each bar covers the lower part of the one before: the sums are drawn from the largest to the smallest.
    const sums = stack(series.map(({ counts }) => counts)).reverse();
    const colors = series.map((each) => color(each.color)).reverse();
    const bars = Plot.paths.bars({ size: [0.7, 48] });
    return {
      data: [days.map((day) => Date.parse(day) / 1000), ...sums],
      series: colors.map((fill) => ({ fill, width: 0, paths: bars, points: { show: false } })),
      x: { range: (plot, first, last) => [first - DAY / 2, last + DAY / 2] },
      ticks: {
        incrs: [1, 2, 7, 14, 28, 91, 182, 365].map((number) => number * DAY),
        values: formatter({ month: 'short', day: 'numeric', timeZone: 'UTC' }),
      },
    };
  };
  return html`<${Chart} label=${label} build=${build} dependencies=${[days, series]} />`;
}

/**
 * A line over the hour that ends with the last time.
 *
 * @param {{label: string, times: number[], values: number[], color: string}} properties times in Unix seconds
 */
export function HourLine({ label, times, values, color, height }) {
  const build = (valueOf) => ({
    data: [times, values],
    // A line of one point is not visible.
    series: [{ stroke: valueOf(color), width: 2, points: { show: times.length === 1 } }],
    x: { range: () => [times.at(-1) - HOUR, times.at(-1)] },
    ticks: { values: formatter({ hour: 'numeric', minute: '2-digit' }) },
    height,
  });
  return html`<${Chart} label=${label} build=${build} dependencies=${[times, values]} />`;
}

/** Returns the running sums: the first series, the first and the second, and so on. */
function stack(series) {
  const sums = [];
  series.forEach((counts, index) => sums.push(counts.map((number, day) => number + (sums[index - 1]?.[day] ?? 0))));
  return sums;
}

function formatter(options) {
  const format = new Intl.DateTimeFormat(undefined, options);
  return (plot, seconds) => seconds.map((second) => format.format(second * 1000));
}

/** A plot that has the width of its place and the colors of the theme. Screen readers read its label. */
function Chart({ label, build, dependencies }) {
  const place = useRef();
  const isDark = useDarkTheme();
  useEffect(() => {
    const element = place.current;
    const styles = getComputedStyle(element);
    const color = (name) => styles.getPropertyValue(name);
    const { data, series, x, ticks, height = HEIGHT } = build(color);
    const axis = { stroke: color('--quiet'), grid: { stroke: color('--grid') }, ticks: { stroke: color('--grid') } };
    const options = {
      width: element.clientWidth,
      height,
      legend: { show: false },
      cursor: { show: false },
      scales: { x, y: { range: (plot, least, most) => [0, Math.max(most, 1) * 1.05] } },
      series: [{}, ...series],
      axes: [
        { ...axis, ...ticks },
        { ...axis, size: 64, values: (plot, numbers) => numbers.map((number) => (number % 1 ? '' : count(number))) },
      ],
    };
    const plot = new Plot(options, data, element);
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [...dependencies, isDark]);
  return html`<div class="chart" role="img" aria-label=${label} ref=${place}></div>`;
}

function useDarkTheme() {
  const [isDark, setDark] = useState(DARK.matches);
  useEffect(() => {
    const update = () => setDark(DARK.matches);
    DARK.addEventListener('change', update);
    return () => DARK.removeEventListener('change', update);
  }, []);
  return isDark;
}
