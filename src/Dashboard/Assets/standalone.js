// Stands behind figures.js in a page that is one file. A point leads to its trial's row, where the page has one.
window.Blazor ??= { navigateTo(address) { location.hash = address; } };
const scheme = matchMedia('(prefers-color-scheme: dark)');
const here = 'data:text/javascript,'; // the drawing script is in the page already
const drawAll = () => {
    for (const element of document.querySelectorAll('[data-figure]')) {
        draw(element, document.getElementById(element.dataset.figure).textContent,
            { dark: scheme.matches, basic: here, full: here, trials: '#trial-', page: { invokeMethodAsync() { } } });
    }
};
scheme.addEventListener('change', drawAll);
drawAll();
