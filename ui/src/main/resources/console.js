// The script of every page. The server calls functions of window.holdfast.
window.holdfast = (() => {
  const focusPage = options => {
    const page = document.querySelector('main');
    if (page) { page.tabIndex = -1; page.focus(options); }
  };

  // Moves a lost focus to the new page.
  const keepFocus = () => {
    if (document.activeElement === document.body) focusPage({preventScroll: true});
  };

  // Checks the session while the page is visible, because most pages send no requests by themselves. Quarkus answers 499 without a
  // session. The page then reloads. If the session expired, it signs in again. If the provider ended it, the page says so.
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(new URL('signed-in', document.baseURI), {cache: 'no-store'});
      if (answer.status === 499) {
        clearInterval(watch);
        location.reload();
      }
    } catch (away) {
      // Vaadin shows the lost connection.
    }
  };
  const watch = setInterval(look, 5000);
  document.addEventListener('visibilitychange', look);

  // Updates the relative times of TimeText every few seconds, by the server's clock. data-relative is the place of the relative time:
  // "text" for the text, "both" for after "\u00a0· " in the text, "title" for the title.
  let words = [];
  let skew = null;
  const fill = (word, value) => word.replace('{0}', value);
  const length = seconds => {
    const [, , , s, min, h, d, mo, y] = words;
    const days = Math.floor(seconds / 86400);
    if (days >= 365) {
      const months = Math.round(days * 12 / 365);
      return months < 24 ? fill(mo, months) : fill(y, Math.round(months / 12));
    }
    if (days >= 1) return fill(d, days);
    if (seconds >= 3600) return fill(h, Math.floor(seconds / 3600));
    if (seconds >= 60) return fill(min, Math.floor(seconds / 60));
    return fill(s, Math.floor(seconds));
  };
  const say = seconds => {
    const [now, ago, until] = words;
    return Math.abs(seconds) < 5 ? now : fill(seconds < 0 ? until : ago, length(Math.abs(seconds)));
  };
  const tick = () => {
    for (const time of document.querySelectorAll('time[data-relative]')) {
      const relative = say((Date.now() + skew - Date.parse(time.dateTime)) / 1000);
      const where = time.dataset.relative;
      if (where !== 'text') time.title = relative;
      const text = time.firstChild;
      const shown = where === 'text' ? relative : where === 'both' ? text?.data.replace(/\s· .*$/, '\u00a0· ' + relative.replaceAll(' ', '\u00a0')) : text?.data;
      if (text && text.data !== shown) text.data = shown;
    }
  };
  // The words are those of the bundles, divided by "|": now, ago, in, and the units from seconds to years.
  const keepTimes = (now, bundle) => {
    words = bundle.split('|');
    if (skew === null) {
      skew = now - Date.now();
      setInterval(tick, 5000);
      document.addEventListener('visibilitychange', tick);
    }
  };

  return {focusPage, keepFocus, keepTimes};
})();
