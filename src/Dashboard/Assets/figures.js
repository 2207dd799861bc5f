// Draws figures, which the server sends as data. Points and lines by plotly.js; parallel coordinates by parallel.js, because plotly.js
// draws them by WebGL, whose programs it makes of strings, and the page's security policy forbids that.
import { drawParallel } from './parallel.js';

const light = { blue: '#0072B2', vermillion: '#D55E00', green: '#009E73', orange: '#E69F00', sky: '#56B4E9', purple: '#CC79A7', yellow: '#C9B800', gray: '#7d8590' };
const dark = { blue: '#4aa8e8', vermillion: '#f0753a', green: '#22c096', orange: '#E69F00', sky: '#8ecdf2', purple: '#dd9cc4', yellow: '#F0E442', gray: '#8f98a3' };
export const scale = ['#440154', '#3b528b', '#21918c', '#5ec962', '#d3b500'];
const scaleDark = ['#7e5bb5', '#5a86c8', '#2fb3ab', '#7fdc7a', '#fde725'];
const loading = new Map();
const drawn = new WeakMap();

/** Draws a figure into an element, or draws it anew. */
export async function draw(element, json, options) {
    const figure = JSON.parse(json);
    const state = drawn.get(element) ?? {};
    Object.assign(state, { figure, options, turn: (state.turn ?? 0) + 1 });
    drawn.set(element, state);
    state.observer ??= observe(element);
    await redraw(element);
}

/** Ends a figure. */
export function clear(element) {
    const state = drawn.get(element);
    if (!state) { return; }
    state.observer.disconnect();
    state.plotly?.purge(element);
    drawn.delete(element);
}

async function redraw(element) {
    const state = drawn.get(element);
    if (!state || element.clientWidth === 0) { return; }
    state.width = element.clientWidth;
    const { figure, options, turn } = state;
    if (figure.parallel) {
        drawParallel(element, figure.parallel, { colors: options.dark ? scaleDark : scale, open: trial => openTrial(options, trial), tell: options.page });
        element.dataset.drawn = options.dark ? 'dark' : 'light';
        return;
    }
    const surface = figure.panels.some(panel => panel.marks.some(mark => mark.kind === 'surface'));
    const plotly = state.plotly ?? await load(surface ? options.full : options.basic);
    if (drawn.get(element)?.turn !== turn) { return; } // drawn anew, or left, meanwhile
    state.plotly = plotly;
    const { traces, layout } = compose(figure, element.clientWidth, options.dark);
    await plotly.react(element, traces, layout, { displaylogo: false, responsive: false, showTips: false,
        modeBarButtonsToRemove: ['select2d', 'lasso2d', 'autoScale2d', 'toImage'], displayModeBar: coarse() ? false : 'hover' });
    if (!state.clicks) {
        state.clicks = true;
        element.on('plotly_click', event => {
            const trial = event.points[0]?.customdata;
            if (Number.isInteger(trial)) { openTrial(drawn.get(element).options, trial); }
        });
    }
    element.dataset.drawn = options.dark ? 'dark' : 'light';
}

const coarse = () => matchMedia('(pointer: coarse)').matches;
const openTrial = (options, trial) => Blazor.navigateTo(`${options.trials}${trial}`);

function observe(element) {
    let waiting = 0;
    const observer = new ResizeObserver(() => {
        const state = drawn.get(element);
        if (state && Math.abs(element.clientWidth - state.width) > 1) { clearTimeout(waiting); waiting = setTimeout(() => redraw(element), 80); }
    });
    observer.observe(element);
    return observer;
}

function load(address) {
    if (!loading.has(address)) {
        loading.set(address, new Promise((resolve, reject) => {
            const script = document.createElement('script');
            script.src = address;
            script.onload = () => resolve(window.Plotly);
            script.onerror = () => { loading.delete(address); reject(new Error('The drawing script cannot be read.')); };
            document.head.append(script);
        }));
    }
    return loading.get(address);
}

// plotly.js takes some tags in texts for what they are; names are to be read as they stand.
const plain = text => String(text ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const short = (text, most) => { const letters = [...String(text)]; return letters.length <= most ? letters.join('') : letters.slice(0, most - 1).join('') + '…'; };
const number = value => typeof value === 'number' ? value : null; // 'NaN' and the infinities come as words
const numbers = values => values.map(number);

function compose(figure, width, isDark) {
    const colors = { ...(isDark ? dark : light), ink: isDark ? '#e6eaef' : '#1a2027' };
    const grid = isDark ? '#262d36' : '#e9ecf0';
    const soft = isDark ? '#a3adb8' : '#525c68';
    const narrow = width < 520;
    const columns = Math.max(1, Math.min(figure.columns, Math.floor(width / 280) || 1));
    const rows = Math.ceil(figure.panels.length / columns);
    const named = figure.panels.some(panel => panel.y.kind === 'named');
    const most = Math.max(...figure.panels.map(panel => panel.y.kind === 'named' ? panel.y.names.length : 0));
    const each = figure.panels.length === 1 ? named ? 96 + Math.min(34, Math.max(17, 640 / most)) * most : narrow ? 280 : Math.min(420, Math.max(320, width * .36)) : named ? 80 + 22 * most : narrow ? 250 : 240;
    const hasLegend = figure.panels.some(panel => panel.marks.some(mark => mark.legend));
    const longest = named ? Math.max(...figure.panels.map(panel => panel.y.kind === 'named' ? Math.max(...panel.y.names.map(name => [...name].length)) : 0)) : 0;
    const labels = named ? Math.max(58, Math.min(.42 * width / columns, 38 + 6.6 * Math.min(28, longest))) : 58;
    const room = { left: Math.floor((labels - 36) / 6.6), height: Math.floor((each - 50) / 6.1), width: Math.floor((width / columns - labels) / 6.8) };
    const layout = {
        width, height: rows * each + (hasLegend ? 34 : 0), margin: { l: 0, r: 8, t: hasLegend ? 34 : 8, b: 0 },
        paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)',
        font: { family: 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif', size: narrow ? 11 : 12, color: soft },
        showlegend: hasLegend, legend: { orientation: 'h', x: 0, xanchor: 'left', y: 1, yanchor: 'bottom', font: { color: colors.ink }, bgcolor: 'rgba(0,0,0,0)' },
        hovermode: 'closest', hoverlabel: { bgcolor: isDark ? '#2a323c' : '#ffffff', bordercolor: isDark ? '#4a5460' : '#c5ccd4', font: { color: colors.ink }, align: 'left' },
        dragmode: coarse() ? false : 'zoom', uirevision: figure.name, barmode: 'overlay', separators: '.\u202f',
    };
    const traces = [], legends = new Set();
    const inner = layout.height - layout.margin.t;
    figure.panels.forEach((panel, place) => {
        const id = place === 0 ? '' : String(place + 1);
        const [column, row] = [place % columns, Math.floor(place / columns)];
        const left = (column / columns) + labels / width, right = (column + 1) / columns - (columns > 1 ? 14 : 12) / width;
        const top = 1 - row * each / inner - 6 / inner, bottom = 1 - (row + 1) * each / inner + 48 / inner;
        layout[`xaxis${id}`] = axis(panel.x, { domain: [left, right], anchor: `y${id}`, grid, soft, narrow, room, ink: colors.ink });
        layout[`yaxis${id}`] = axis(panel.y, { domain: [bottom, top], anchor: `x${id}`, grid, soft, narrow, room, ink: colors.ink, upward: true });
        for (const mark of panel.marks) {
            for (const trace of traceOf(mark, colors, isDark)) {
                trace.xaxis = `x${id}`; trace.yaxis = `y${id}`;
                trace.showlegend = Boolean(trace.showlegend) && !legends.has(mark.legend);
                if (trace.showlegend) { legends.add(mark.legend); }
                traces.push(trace);
            }
        }
    });
    return { traces, layout };
}

function axis(of, { domain, anchor, grid, soft, narrow, room, ink, upward }) {
    const made = { domain, anchor, zeroline: false, gridcolor: grid, linecolor: grid, tickcolor: grid, automargin: false, fixedrange: false,
        title: { text: plain(short(of.label, Math.max(8, upward ? room.height : room.width))), standoff: upward ? 8 : 6, font: { color: ink, size: narrow ? 11 : 12 } }, tickfont: { color: soft } };
    switch (of.kind) {
        case 'log': return { ...made, type: 'log', range: [Math.log10(of.low), Math.log10(of.high)], tickformat: '~g', dtick: of.high / of.low >= 30 ? 1 : 'D2' };
        case 'named': return { ...made, type: 'linear', range: upward ? [Math.max(of.high, of.low), Math.min(of.high, of.low)].reverse() : [of.low, of.high], tickmode: 'array',
            tickvals: of.names.map((_, index) => index), showgrid: false, tickangle: 0,
            ticktext: of.names.map(name => plain(short(name, Math.max(3, upward ? room.left : Math.floor(room.width / of.names.length) - 1)))) };
        case 'count': return { ...made, type: 'linear', range: [of.low, of.high], tickformat: ',d', ...(of.high - of.low <= 6 ? { dtick: 1 } : { nticks: narrow ? 5 : 10 }) };
        default: return { ...made, type: 'linear', range: [of.low, of.high], ...(narrow ? { nticks: 5 } : {}) };
    }
}

const see = { x: '%{x:.4~g}', y: '%{y:.4~g}' };

function traceOf(mark, colors, isDark) {
    const color = colors[mark.color] ?? colors.blue;
    const shared = { name: plain(mark.legend ?? ''), showlegend: Boolean(mark.legend), legendgroup: mark.legend ?? undefined };
    const ramp = (isDark ? scaleDark : scale).map((hue, index, all) => [index / (all.length - 1), hue]);
    switch (mark.kind) {
        case 'points': return [{ ...shared, type: 'scatter', mode: 'markers', x: numbers(mark.x), y: numbers(mark.y), customdata: mark.trials, text: mark.texts?.map(plain),
            hovertemplate: (mark.trials ? 'Trial %{customdata}<br>' : '') + (mark.texts ? '%{text}<br>' : '') + `${see.x}, ${see.y}<extra></extra>`,
            error_y: mark.errors ? { type: 'data', array: numbers(mark.errors), thickness: 1, width: 2, color: fade(color, .45) } : undefined,
            marker: { size: mark.crosses ? 8 : 7, symbol: mark.crosses ? 'x-thin' : 'circle', color: mark.amounts ?? color, cmin: 0, cmax: 1, colorscale: ramp, opacity: mark.crosses ? 1 : .9,
                line: { width: mark.crosses ? 2 : .8, color: mark.crosses ? color : isDark ? '#171c23' : '#fff' } } }];
        case 'line': return [{ ...shared, type: 'scatter', mode: mark.marked ? 'lines+markers' : 'lines', x: numbers(mark.x), y: numbers(mark.y), customdata: mark.trial === undefined ? undefined : mark.x.map(() => mark.trial),
            hovertemplate: (mark.trial === undefined ? '' : `Trial ${mark.trial}<br>`) + (mark.legend ? `${plain(mark.legend)}<br>` : '') + `${see.x}, ${see.y}<extra></extra>`,
            line: { color, width: 1.8, dash: mark.dotted ? 'dot' : 'solid', shape: { stepAfter: 'hv', stepBefore: 'vh' }[mark.shape] ?? 'linear' }, marker: { size: 5, color } }];
        case 'band': return [{ ...shared, type: 'scatter', mode: 'lines', x: [...mark.x, ...mark.x.slice().reverse()].map(number), y: [...mark.high, ...mark.low.slice().reverse()].map(number),
            fill: 'toself', fillcolor: fade(color, isDark ? .22 : .16), line: { width: 0, color: fade(color, .5) }, hoverinfo: 'skip' }];
        case 'areas': return [{ ...shared, type: 'scatter', mode: 'lines', x: mark.x.flatMap(xs => [...xs, xs[0], null]), y: mark.y.flatMap(ys => [...ys, ys[0], null]),
            fill: 'toself', fillcolor: color, line: { width: 0, color }, hoverinfo: 'skip' }];
        case 'spans': return [{ ...shared, type: 'bar', orientation: 'h', y: mark.rows, base: numbers(mark.from), x: mark.to.map((to, index) => to - mark.from[index]), width: .72,
            marker: { color, line: { width: .6, color: isDark ? '#171c23' : '#fff' } }, text: mark.texts?.map(plain), textposition: mark.labelled ? 'outside' : 'none', cliponaxis: false,
            textfont: { color: colors.ink }, hovertemplate: (mark.texts ? '%{text}' : `${see.x}`) + '<extra></extra>' }];
        case 'surface': return [{ ...shared, type: 'contour', x: mark.x, y: mark.y, z: mark.z.map(numbers), colorscale: ramp, contours: { coloring: 'heatmap' }, line: { width: .6, color: 'rgba(255,255,255,.5)' },
            colorbar: { title: { text: plain(mark.label), side: 'right' }, thickness: 10, outlinewidth: 0, len: .8 }, hovertemplate: `${see.x}, ${see.y}<br>${plain(mark.label)} %{z:.4~g}<extra></extra>` }];
        default: return [];
    }
}

function fade(color, alpha) {
    const value = parseInt(color.slice(1), 16);
    return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, ${alpha})`;
}
