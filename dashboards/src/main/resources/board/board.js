'use strict';
/* Draws Grafana dashboards: time series, stat and table panels, bands, variables and the now-line.
   What is shown (dashboard, range, variables) stands in the address, so that it can be sent to others. */

const DAY = 86400000;
const ASKED = new URLSearchParams(location.search);
const NAME = ASKED.get('dashboard') || 'community';
const PALETTE = ['#2563eb', '#e4572e', '#2a9d8f', '#c58b00', '#7c3aed', '#d6336c', '#4b5563', '#0891b2'];
const NAMED = {
  blue: '#2563eb', 'light-blue': '#7fb0ff', 'super-light-blue': '#b9d3ff', orange: '#e4572e', yellow: '#e0a800',
  'light-yellow': '#f0cf6a', 'super-light-yellow': '#f7e3a3', green: '#2a9d8f', purple: '#7c3aed', red: '#d6336c',
  text: 'ink', gray: '#7b8494', 'dark-blue': '#1740a5', 'dark-orange': '#b03a16',
};
const state = { from: 0, to: 0, whole: [0, 0], variables: {}, dashboard: null, charts: [], now: [] };

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const color = name => (name === 'text' ? css('--ink') : NAMED[name] || name);
const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

async function call(path, parameters) {
  const response = await fetch('/api/' + path + '?' + new URLSearchParams(parameters));
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}

function parameters(more) {
  const all = [['name', NAME], ['from', state.from], ['to', state.to], ...Object.entries(more)];
  for (const [name, values] of Object.entries(state.variables)) for (const value of values) all.push(['var-' + name, value]);
  return all;
}

/* Units as Grafana names them. */
function format(value, unit, decimals) {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return String(value);
  const plain = (number, digits) => number.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const digits = decimals ?? (Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 || value === 0 ? 2 : 4);
  switch (unit) {
    case 'percentunit': return plain(value * 100, decimals ?? 1) + ' %';
    case 'percent': return plain(value, decimals ?? 1) + ' %';
    case 'kwatt': return plain(value, digits) + ' kW';
    case 'kwatth': return plain(value, digits) + ' kWh';
    case 'watth': return plain(value, digits) + ' Wh';
    case 's': return duration(value);
    case 'celsius': return plain(value, digits) + ' °C';
    case 'bool_yes_no': return value ? 'yes' : 'no';
    case 'locale': return plain(value, decimals ?? 0);
    case 'short': case 'none': case undefined: return plain(value, Number.isInteger(value) ? 0 : digits);
    default: return plain(value, digits) + ' ' + unit.replace(/^suffix:\s*/, '').replace(/^currency/, '');
  }
}

function duration(seconds) {
  const [length, name] = seconds < 60 ? [1, 's'] : seconds < 3600 ? [60, 'min'] : seconds < DAY / 1000 ? [3600, 'h'] : [DAY / 1000, 'd'];
  return (seconds / length).toLocaleString('en', { maximumFractionDigits: seconds / length < 10 ? 1 : 0 }) + ' ' + name;
}

function timeText(value, withDay = true) {
  const date = new Date(value).toISOString();
  return (withDay ? date.slice(0, 10) + ' ' : '') + date.slice(11, 16);
}

/* Field settings: defaults, then the overrides whose matcher names the field. */
function settings(panel, name) {
  const defaults = panel.fieldConfig?.defaults || {};
  const merged = { ...defaults, custom: { ...(defaults.custom || {}) } };
  for (const override of panel.fieldConfig?.overrides || []) {
    const { id, options } = override.matcher;
    const named = id === 'byName' ? options === name
      : id === 'byRegexp' && new RegExp(options.replace(/^\/|\/$/g, '')).test(name);
    if (!named) continue;
    for (const { id: property, value } of override.properties) {
      if (property.startsWith('custom.')) {
        const path = property.slice(7).split('.');
        let at = merged.custom;
        while (path.length > 1) at = at[path[0]] = { ...(at[path.shift()] || {}) };
        at[path[0]] = value;
      } else merged[property] = value;
    }
  }
  return merged;
}

/* Frames to series: wide frames have a column each, long ones a text column that names the series. */
function seriesOf(frames) {
  const series = new Map();
  for (const frame of frames) {
    const time = frame.types.indexOf('time');
    if (time < 0) continue;
    const label = frame.types.indexOf('string');
    const numbers = frame.types.map((type, i) => (type === 'number' ? i : -1)).filter(i => i >= 0);
    for (const row of frame.rows) {
      for (const column of numbers) {
        const name = label < 0 ? frame.columns[column] : numbers.length > 1 ? row[label] + ' ' + frame.columns[column] : row[label];
        if (!series.has(name)) series.set(name, []);
        series.get(name).push({ x: row[time], y: row[column] });
      }
    }
  }
  return series;
}

const nowLine = {
  id: 'now',
  afterDatasetsDraw(chart) {
    const { ctx, chartArea, scales } = chart;
    for (const mark of state.now) {
      const x = scales.x.getPixelForValue(mark.time);
      if (x < chartArea.left || x > chartArea.right) continue;
      ctx.save();
      ctx.strokeStyle = '#d6336c';
      ctx.setLineDash([5, 4]);
      ctx.beginPath(); ctx.moveTo(x, chartArea.top); ctx.lineTo(x, chartArea.bottom); ctx.stroke();
      ctx.fillStyle = '#d6336c'; ctx.font = '11px system-ui, sans-serif'; ctx.textAlign = x > chartArea.right - 40 ? 'right' : 'left';
      ctx.fillText(mark.text, x + (ctx.textAlign === 'right' ? -4 : 4), chartArea.top + 10);
      ctx.restore();
    }
    if (chart.$drag) {
      ctx.save(); ctx.fillStyle = 'rgba(37,99,235,.15)';
      ctx.fillRect(Math.min(chart.$drag[0], chart.$drag[1]), chartArea.top, Math.abs(chart.$drag[1] - chart.$drag[0]), chartArea.bottom - chartArea.top);
      ctx.restore();
    }
  },
};

function dragToZoom(canvas, chart) {
  const at = event => event.clientX - canvas.getBoundingClientRect().left;
  canvas.addEventListener('mousedown', event => { chart.$drag = [at(event), at(event)]; });
  canvas.addEventListener('mousemove', event => { if (chart.$drag) { chart.$drag[1] = at(event); chart.draw(); } });
  canvas.addEventListener('mouseup', () => {
    const drag = chart.$drag; chart.$drag = null;
    if (drag && Math.abs(drag[1] - drag[0]) > 8) {
      const [from, to] = drag.map(x => chart.scales.x.getValueForPixel(x)).sort((a, b) => a - b);
      show(Math.round(from), Math.round(to));
    } else chart.draw();
  });
  canvas.addEventListener('mouseleave', () => { if (chart.$drag) { chart.$drag = null; chart.draw(); } });
  canvas.addEventListener('dblclick', () => show(...state.whole));
}

function ticks(scale) {
  const span = scale.max - scale.min;
  const steps = [1, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440].map(hours => hours * 3600000);
  const step = steps.find(candidate => span / candidate <= 10) || 2160 * 3600000;
  scale.ticks = [];
  for (let at = Math.ceil(scale.min / step) * step; at <= scale.max; at += step) scale.ticks.push({ value: at });
}

function durationTicks(scale) {
  const round = [1, 10, 60, 600, 3600, 21600, 86400, 604800, 2592000, 31536000];
  scale.ticks = round.filter(value => value >= scale.min && value <= scale.max).map(value => ({ value }));
}

function drawTimeSeries(panel, body, frames) {
  const series = seriesOf(frames);
  if (![...series.values()].some(points => points.some(point => point.y !== null))) return false;
  const names = [...series.keys()];
  const defaults = panel.fieldConfig?.defaults || {};
  const axes = new Set(['y']);
  const logarithmic = defaults.custom?.scaleDistribution?.type === 'log';
  const units = { y: defaults.unit };
  const datasets = names.map((name, index) => {
    const field = settings(panel, name);
    const custom = field.custom;
    const stroke = color(field.color?.mode === 'fixed' ? field.color.fixedColor : PALETTE[index % PALETTE.length]);
    const bars = custom.drawStyle === 'bars';
    const below = custom.fillBelowTo === undefined ? -1 : names.indexOf(custom.fillBelowTo);
    const opacity = (custom.fillOpacity ?? 0) / 100;
    const points = custom.drawStyle === 'points';
    const axis = ['right', 'hidden'].includes(custom.axisPlacement) ? custom.axisPlacement : 'y';
    if (axis !== 'y') { axes.add(axis); units[axis] = field.unit; }
    return {
      type: bars ? 'bar' : 'line', label: field.displayName || name, data: series.get(name), yAxisID: axis, unit: field.unit, decimals: field.decimals,
      borderColor: stroke, borderWidth: points ? 0 : custom.lineWidth ?? 1.6, pointHitRadius: 6, spanGaps: false,
      pointRadius: points ? (custom.pointSize || 5) / 2 : 0, pointBackgroundColor: stroke, pointBorderWidth: 0, showLine: !points,
      borderDash: custom.lineStyle?.fill === 'dash' ? custom.lineStyle.dash || [6, 4] : undefined,
      stepped: custom.lineInterpolation === 'stepAfter' ? 'before' : false,
      tension: custom.lineInterpolation === 'smooth' ? 0.25 : 0,
      backgroundColor: points ? stroke : stroke + Math.round(255 * (bars ? Math.max(opacity, 0.75) : opacity)).toString(16).padStart(2, '0'),
      fill: below >= 0 ? below : custom.stacking?.mode === 'normal' ? 'stack' : opacity > 0 ? 'origin' : false,
      stack: custom.stacking?.mode === 'normal' ? 'all' : undefined, order: below >= 0 ? 10 : custom.lineWidth === 0 ? 11 : 1,
      hidden: false, silent: custom.hideFrom?.legend === true, barPercentage: 1, categoryPercentage: 1,
    };
  });
  const grid = { color: css('--line') };
  const scale = (id, right) => ({
    type: logarithmic && !right ? 'logarithmic' : 'linear', position: right ? 'right' : 'left', grid: right ? { drawOnChartArea: false } : grid, border: { display: false },
    stacked: datasets.some(set => set.stack), min: right ? undefined : defaults.min, max: right ? undefined : defaults.max,
    afterBuildTicks: logarithmic && defaults.unit === 's' ? durationTicks : undefined,
    ticks: { color: css('--soft'), maxTicksLimit: 6, callback: value => format(value, units[id]) },
    title: { display: Boolean(defaults.custom?.axisLabel) && !right, text: defaults.custom?.axisLabel, color: css('--soft') },
  });
  const canvas = element('canvas');
  body.append(canvas);
  const chart = new Chart(canvas, {
    data: { datasets },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false, parsing: false, normalized: true,
      interaction: { mode: 'index', intersect: false, axis: 'x' },
      scales: {
        x: { type: 'linear', min: state.from, max: state.to, grid, border: { display: false }, afterBuildTicks: ticks,
          ticks: { color: css('--soft'), maxRotation: 0, callback: value => { const text = timeText(value); return text.endsWith('00:00') ? text.slice(5, 10) : state.to - state.from > 3 * DAY ? text.slice(5) : text.slice(11); } } },
        y: scale('y', false), ...(axes.has('right') ? { right: scale('right', true) } : {}),
        ...(axes.has('hidden') ? { hidden: { type: 'linear', display: false, min: 0, max: 1 } } : {}),
      },
      plugins: {
        legend: { position: 'bottom', align: 'start', labels: { color: css('--ink'), boxWidth: 14, boxHeight: 4, padding: 10, filter: item => !datasets[item.datasetIndex].silent } },
        tooltip: { callbacks: {
          title: items => (items.length ? timeText(items[0].parsed.x) + ' UTC' : ''),
          label: item => item.dataset.label + ': ' + format(item.parsed.y, item.dataset.unit, item.dataset.decimals) } },
        filler: { propagate: false },
      },
    },
    plugins: [nowLine],
  });
  dragToZoom(canvas, chart);
  state.charts.push(chart);
  return true;
}

function reduce(values, calculation) {
  const numbers = values.filter(value => value !== null && value !== undefined);
  if (!numbers.length) return null;
  switch (calculation) {
    case 'sum': return numbers.reduce((a, b) => a + b, 0);
    case 'mean': return numbers.reduce((a, b) => a + b, 0) / numbers.length;
    case 'max': return Math.max(...numbers);
    default: return numbers[numbers.length - 1];
  }
}

function drawStat(panel, body, frames) {
  const calculation = panel.options?.reduceOptions?.calcs?.[0] || 'lastNotNull';
  const box = element('div', { class: 'stats' });
  const add = (name, value) => {
    const field = settings(panel, name);
    box.append(element('div', { class: 'stat' }, element('b', {}, format(value, field.unit, field.decimals)), element('span', {}, field.displayName || name)));
  };
  for (const frame of frames) {
    if (frame.format === 'time_series') {
      for (const [name, points] of seriesOf([frame])) add(name, reduce(points.map(point => point.y), calculation));
      continue;
    }
    frame.columns.forEach((name, column) => {
      if (frame.types[column] === 'time') return;
      const values = frame.rows.map(row => row[column]);
      const value = frame.types[column] === 'number' ? reduce(values, calculation) : values[values.length - 1];
      if (value === null || value === undefined) return;
      add(name, value);
    });
  }
  if (!box.childElementCount) return false;
  body.append(box);
  return true;
}

function drawTable(panel, body, frames) {
  const frame = frames[0];
  if (!frame || !frame.rows.length) return false;
  const head = element('tr');
  const kinds = frame.columns.map((name, i) => ({ field: settings(panel, name), type: frame.types[i], name }));
  for (const { field, type, name } of kinds) head.append(element('th', { class: type === 'number' ? 'number' : '' }, field.displayName || name));
  const rows = element('tbody');
  for (const row of frame.rows) {
    const line = element('tr');
    row.forEach((value, i) => {
      const { field, type } = kinds[i];
      const text = type === 'time' && value !== null ? timeText(value) : format(value, field.unit, field.decimals);
      const cell = element('td', { class: type === 'number' ? 'number' : '' }, text);
      if (field.custom.cellOptions?.type === 'gauge' && value !== null) {
        const share = 100 * Math.min(1, Math.max(0, (value - (field.min ?? 0)) / ((field.max ?? 1) - (field.min ?? 0))));
        cell.style.background = `linear-gradient(to right, ${color(field.color?.fixedColor || 'blue')}33 ${share}%, transparent ${share}%)`;
      }
      line.append(cell);
    });
    rows.append(line);
  }
  body.append(element('div', { class: 'scroll' }, element('table', {}, element('thead', {}, head), rows)));
  return true;
}

const DRAW = { timeseries: drawTimeSeries, stat: drawStat, table: drawTable };

async function drawPanel(panel, box) {
  const body = box.querySelector('.body');
  try {
    const { frames } = await call('panel', parameters({ panel: panel.id }));
    body.replaceChildren();
    const drawn = DRAW[panel.type](panel, body, frames);
    if (!drawn) body.append(element('div', { class: 'empty' }, 'No data in this range'));
    box.dataset.state = drawn ? 'drawn' : 'empty';
    box.dataset.rows = frames.reduce((sum, frame) => sum + frame.rows.length, 0);
  } catch (problem) {
    body.replaceChildren(element('div', { class: 'error' }, problem.message));
    box.dataset.state = 'error';
  }
}

async function draw() {
  state.charts.forEach(chart => chart.destroy());
  state.charts = [];
  document.body.dataset.state = 'drawing';
  const grid = document.getElementById('grid');
  grid.replaceChildren();
  const marks = await call('annotation', parameters({})).catch(() => ({ rows: [] }));
  state.now = marks.rows.map(([time, text]) => ({ time, text: text || 'now' }));
  const pending = [];
  for (const panel of state.dashboard.panels) {
    const { x, y, w, h } = panel.gridPos;
    const place = `grid-column:${x + 1}/span ${w};grid-row:${y + 1}/span ${h}`;
    if (panel.type === 'row') { grid.append(element('div', { class: 'row', style: place }, panel.title)); continue; }
    const title = element('h2', {}, panel.title);
    if (panel.description) title.append(element('small', { title: panel.description }, panel.description));
    const box = element('section', { class: 'panel', style: place, 'data-panel': panel.id, 'data-type': panel.type, 'data-state': 'loading' }, title, element('div', { class: 'body' }));
    grid.append(box);
    pending.push(drawPanel(panel, box));
  }
  document.getElementById('range').textContent = timeText(state.from) + ' to ' + timeText(state.to) + ' UTC';
  await Promise.all(pending);
  document.body.dataset.state = 'drawn';
}

function show(from, to) {
  state.from = from; state.to = to;
  for (const button of document.querySelectorAll('#ranges button')) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.from) === from && Number(button.dataset.to) === to));
  }
  const address = new URLSearchParams({ dashboard: NAME, ...range() });
  for (const select of document.querySelectorAll('#variables select')) {
    if (select.value !== '') address.append('var-' + select.dataset.variable, select.value);
  }
  history.replaceState(null, '', '?' + address);
  for (const link of document.querySelectorAll('#dashboards a')) {
    link.href = '?' + new URLSearchParams({ dashboard: link.dataset.name, ...range() });
  }
  return draw();
}

/* The range, where it is not the whole. */
function range() {
  return state.from === state.whole[0] && state.to === state.whole[1] ? {} : { from: state.from, to: state.to };
}

function buildRanges() {
  const [from, to] = state.whole;
  const last = to - 2 * DAY > from ? to - 2 * DAY : to;
  const choices = [['Whole run', from, to]];
  if (to - from > 9 * DAY) choices.push(['Last 7 days', last - 7 * DAY, to]);
  if (to - from > 4 * DAY) choices.push(['Last 2 days', last - 2 * DAY, to]);
  const nav = document.getElementById('ranges');
  for (const [text, start, end] of choices) {
    const button = element('button', { type: 'button', 'data-from': start, 'data-to': end }, text);
    button.addEventListener('click', () => show(start, end));
    nav.append(button);
  }
}

/* The values of a variable may depend on what was chosen before it: a choice asks for all of them again. */
function buildVariables(opened) {
  state.variables = opened.chosen;
  const box = document.getElementById('variables');
  box.replaceChildren();
  for (const variable of opened.dashboard.templating?.list || []) {
    const values = opened.variables[variable.name];
    const chosen = opened.chosen[variable.name];
    const select = element('select', { 'data-variable': variable.name });
    if (variable.includeAll) select.append(element('option', { value: '' }, 'All'));
    for (const value of values) select.append(element('option', { value }, value));
    select.value = variable.includeAll && chosen.length === values.length ? '' : chosen[0];
    select.addEventListener('change', async () => {
      state.variables[variable.name] = select.value === '' ? values : [select.value];
      buildVariables(await call('dashboard', parameters({})));
      show(state.from, state.to);
    });
    box.append(element('label', {}, variable.label || variable.name, select));
  }
}

async function buildDashboards() {
  const nav = document.getElementById('dashboards');
  for (const { name, title } of await call('dashboards', {})) {
    const link = element('a', { href: '?dashboard=' + name, 'data-name': name }, title);
    if (name === NAME) link.setAttribute('aria-current', 'page');
    nav.append(link);
  }
}

async function start() {
  const wanted = [['name', NAME], ...[...ASKED].filter(([key]) => key.startsWith('var-') || key === 'from' || key === 'to')];
  const [opened] = await Promise.all([call('dashboard', wanted), buildDashboards()]);
  state.dashboard = opened.dashboard;
  state.whole = opened.whole;
  document.title = opened.dashboard.title + ' – Commonwatt';
  if (opened.note) {
    const note = document.getElementById('note');
    note.textContent = opened.note;
    note.hidden = false;
  }
  buildVariables(opened);
  buildRanges();
  await show(opened.from, opened.to);
}

start().catch(problem => {
  const box = document.getElementById('problem');
  box.textContent = 'The board cannot be drawn: ' + problem.message;
  box.hidden = false;
  document.body.dataset.state = 'error';
});
