// Chooses the colours before anything is painted. 'system' follows the browser's.
(() => {
    const key = 'orchestrator-colours';
    const system = matchMedia('(prefers-color-scheme: dark)');
    const read = () => { try { return localStorage.getItem(key) || 'system'; } catch { return 'system'; } };
    const now = () => { const choice = read(); return { choice, dark: choice === 'dark' || (choice === 'system' && system.matches) }; };
    const apply = () => { const scheme = now(); document.documentElement.dataset.theme = scheme.dark ? 'dark' : 'light'; return scheme; };
    window.orchestrator = {
        watchScheme(page) {
            system.addEventListener('change', () => page.invokeMethodAsync('SchemeChanged', apply()).catch(() => { }));
            return apply();
        },
        chooseScheme(choice) {
            try { localStorage.setItem(key, choice); } catch { /* a browser that keeps nothing */ }
            return apply();
        },
    };
    apply();
})();
