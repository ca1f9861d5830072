// Before the first paint, so that no other theme flashes up. `lib/preferences.ts` writes what is read here.
(() => {
  try {
    const { state } = JSON.parse(localStorage.getItem('cortex.preferences')) ?? {};
    if (state?.theme && state.theme !== 'system') document.documentElement.dataset.theme = state.theme;
    if (state?.language === 'ar') document.documentElement.dir = 'rtl';
    if (state?.language) document.documentElement.lang = state.language;
  } catch {
    // Nothing kept, or not readable: the system decides.
  }
})();
