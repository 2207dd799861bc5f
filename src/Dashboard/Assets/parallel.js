// Parallel coordinates: a line a trial over an axis a hyper-parameter. A range of an axis is chosen with the pointer, or with the keys.
const svg = (name, attributes = {}, parent) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) { made.setAttribute(key, value); }
    parent?.append(made);
    return made;
};
const least = 96, edge = { top: 34, bottom: 26, left: 46, right: 60 };
const brushes = new WeakMap(); // chosen ranges outlive a drawing anew

export function drawParallel(element, { axes, lines }, { colors, open, tell }) {
    const chosen = brushes.get(element) ?? new Map();
    brushes.set(element, chosen);
    const height = 360, width = Math.max(element.clientWidth, edge.left + edge.right + least * (axes.length - 1));
    const focused = element.contains(document.activeElement) ? document.activeElement.dataset?.axis : undefined;
    element.replaceChildren();
    const picture = svg('svg', { width, height, role: 'group', 'aria-label': `Parallel coordinates of ${lines.length} trials` }, element);
    const across = index => edge.left + (axes.length === 1 ? 0 : index * (width - edge.left - edge.right) / (axes.length - 1));
    const inner = height - edge.top - edge.bottom;
    const up = share => edge.top + inner * (1 - share);
    const share = (axis, value) => axis.kind === 'log'
        ? (Math.log(value) - Math.log(axis.low)) / (Math.log(axis.high) - Math.log(axis.low)) : (value - axis.low) / (axis.high - axis.low);
    const valueAt = (axis, part) => axis.kind === 'log'
        ? Math.exp(Math.log(axis.low) + part * (Math.log(axis.high) - Math.log(axis.low))) : axis.low + part * (axis.high - axis.low);
    const say = (axis, value) => axis.kind === 'named' ? axis.names[Math.round(value)] ?? '' : String(Number(value.toPrecision(3)));

    const trialLayer = svg('g', {}, picture);
    const paths = lines.map((line, rank) => {
        let path = '', gap = true;
        line.values.forEach((value, index) => {
            if (typeof value !== 'number') { gap = true; return; }
            path += `${gap ? 'M' : 'L'}${across(index).toFixed(1)} ${up(share(axes[index], value)).toFixed(1)}`;
            gap = false;
        });
        const made = svg('path', { d: path, class: rank === lines.length - 1 ? 'trial top' : 'trial', stroke: blend(colors, line.amount) }, trialLayer);
        svg('title', {}, made).textContent = `Trial ${line.trial}: ` + axes.map((axis, index) => typeof line.values[index] === 'number' ? `${axis.label} ${say(axis, line.values[index])}` : '').filter(Boolean).join(', ');
        made.addEventListener('click', () => open(line.trial));
        return made;
    });

    axes.forEach((axis, index) => {
        const x = across(index);
        const group = svg('g', {}, picture);
        svg('line', { class: 'axis', x1: x, x2: x, y1: edge.top, y2: height - edge.bottom }, group);
        const anchor = index === 0 ? 'start' : index === axes.length - 1 ? 'end' : 'middle';
        const label = svg('text', { class: 'label', x: index === 0 ? x - 8 : index === axes.length - 1 ? x + 24 : x, y: 14, 'text-anchor': anchor }, group);
        const room = Math.max(8, Math.floor((axes.length > 1 ? across(1) - across(0) : width) / 7) - 2);
        label.textContent = [...axis.label].length > room ? [...axis.label].slice(0, room - 1).join('') + '…' : axis.label;
        svg('title', {}, label).textContent = axis.label;
        for (const part of ticks(axis)) {
            const mark = svg('text', { x: x + 5, y: up(share(axis, part)) + 4 }, group);
            const text = say(axis, part);
            mark.textContent = text.length > 10 ? text.slice(0, 9) + '…' : text;
        }
        const brush = svg('rect', { class: 'brush', x: x - 6, width: 12, rx: 3 }, group);
        const handle = svg('rect', { class: 'band handle', x: x - 14, width: 28, y: edge.top - 4, height: inner + 8, tabindex: 0, role: 'button', 'data-axis': index }, group);
        const show = () => {
            const range = chosen.get(axis.label);
            brush.style.display = range ? '' : 'none';
            if (range) { brush.setAttribute('y', up(range[1])); brush.setAttribute('height', Math.max(2, up(range[0]) - up(range[1]))); }
            handle.setAttribute('aria-label', `${axis.label}: ${range ? `${say(axis, valueAt(axis, range[0]))} to ${say(axis, valueAt(axis, range[1]))}` : 'all values'}. Arrow keys move the upper end, with Shift the lower, Escape chooses all.`);
        };
        const set = range => { if (range) { chosen.set(axis.label, range); } else { chosen.delete(axis.label); } show(); filter(); };
        const partAt = event => Math.min(1, Math.max(0, 1 - (event.clientY - picture.getBoundingClientRect().top - edge.top) / inner));
        handle.addEventListener('pointerdown', event => {
            const from = partAt(event);
            handle.setPointerCapture(event.pointerId);
            const move = moved => { const to = partAt(moved); set(Math.abs(to - from) < .01 ? null : [Math.min(from, to), Math.max(from, to)]); };
            handle.addEventListener('pointermove', move);
            handle.addEventListener('pointerup', moved => { handle.removeEventListener('pointermove', move); move(moved); }, { once: true });
        });
        handle.addEventListener('keydown', event => {
            const step = { ArrowUp: .05, ArrowDown: -.05 }[event.key];
            if (event.key === 'Escape') { set(null); }
            else if (step) {
                const [low, high] = chosen.get(axis.label) ?? [0, 1];
                set(event.shiftKey ? [Math.min(high - .02, Math.max(0, low + step)), high] : [low, Math.max(low + .02, Math.min(1, high + step))]);
                event.preventDefault();
            }
        });
        show();
    });

    let waiting = 0;
    function filter(quiet) {
        const kept = [];
        lines.forEach((line, rank) => {
            const inside = axes.every((axis, index) => {
                const range = chosen.get(axis.label);
                if (!range) { return true; }
                const part = typeof line.values[index] === 'number' ? share(axis, line.values[index]) : -1;
                return part >= range[0] - 1e-9 && part <= range[1] + 1e-9;
            });
            paths[rank].classList.toggle('out', !inside);
            if (inside) { kept.push(line.trial); }
        });
        if (!quiet) { clearTimeout(waiting); waiting = setTimeout(() => tell?.invokeMethodAsync('Chosen', chosen.size > 0 ? kept.reverse() : []), 150); }
    }
    filter(true);
    if (focused !== undefined) { element.querySelector(`[data-axis="${focused}"]`)?.focus(); }
}

function ticks(axis) {
    if (axis.kind === 'named') { return axis.names.length <= 12 ? axis.names.map((_, index) => index) : [0, axis.names.length - 1]; }
    if (axis.kind === 'log' && axis.high / axis.low >= 30) {
        const first = Math.ceil(Math.log10(axis.low) - 1e-9), last = Math.floor(Math.log10(axis.high) + 1e-9), step = Math.max(1, Math.ceil((last - first) / 6));
        return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => 10 ** (first + index * step));
    }
    const rough = (axis.high - axis.low) / 5, power = 10 ** Math.floor(Math.log10(rough)); // 1, 2 or 5 times a power of ten
    let step = power * ([1, 2, 5, 10].find(times => times * power >= rough) ?? 10);
    if (axis.kind === 'count') { step = Math.max(1, Math.round(step)); }
    const first = Math.ceil(axis.low / step - 1e-9);
    return Array.from({ length: Math.floor(axis.high / step + 1e-9) - first + 1 }, (_, index) => (first + index) * step);
}

function blend(colors, amount) {
    const place = Math.min(1, Math.max(0, amount)) * (colors.length - 1), below = Math.min(colors.length - 2, Math.floor(place));
    const [from, to] = [colors[below], colors[below + 1]].map(color => [1, 3, 5].map(at => parseInt(color.slice(at, at + 2), 16)));
    return `rgb(${from.map((part, index) => Math.round(part + (place - below) * (to[index] - part))).join(' ')})`;
}
