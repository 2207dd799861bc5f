// What Blazor leaves to the page: going on after a lost connection, and small helpers.
(() => {
    document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
        if (event.detail.state === 'rejected') { location.reload(); } // the server was started anew and knows this page no more
    });
    Object.assign(window.orchestrator, {
        copy: text => navigator.clipboard.writeText(text),
    });
})();
