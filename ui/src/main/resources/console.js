// What every page of the console does by itself. It is part of each page; the server calls functions of window.holdfast.
window.holdfast = (() => {
  const focusPage = options => {
    const page = document.querySelector('main');
    if (page) { page.tabIndex = -1; page.focus(options); }
  };

  // The focus is lost when what had it was on the page before; the keyboard goes on at the new page.
  const keepFocus = () => {
    if (document.activeElement === document.body) focusPage({preventScroll: true});
  };

  // Asks whether there is still a session, as long as somebody looks: most pages ask for nothing by themselves. Where there is
  // none, the page loads anew, and sign-in decides: whose session has expired comes back here, and whose was ended elsewhere is
  // told so.
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(new URL('signed-in', document.baseURI), {cache: 'no-store'});
      if (answer.status === 499) {
        clearInterval(watch);
        location.reload();
      }
    } catch (away) {
      // Vaadin says that the console does not answer.
    }
  };
  const watch = setInterval(look, 5000);
  document.addEventListener('visibilitychange', look);

  // Writes relative times anew every few seconds, as TimeText does, by the server's clock. data-relative says where: in the
  // text, behind · in the text, or in the title.
  const length = seconds => {
    const days = Math.floor(seconds / 86400);
    if (days >= 365) {
      const months = Math.round(days * 12 / 365);
      return months < 24 ? months + ' mo' : Math.round(months / 12) + ' y';
    }
    if (days >= 1) return days + ' d';
    if (seconds >= 3600) return Math.floor(seconds / 3600) + ' h';
    if (seconds >= 60) return Math.floor(seconds / 60) + ' min';
    return Math.floor(seconds) + ' s';
  };
  const say = seconds => Math.abs(seconds) < 5 ? 'now' : seconds < 0 ? 'in ' + length(-seconds) : length(seconds) + ' ago';
  let skew = null;
  const tick = () => {
    for (const time of document.querySelectorAll('time[data-relative]')) {
      const words = say((Date.now() + skew - Date.parse(time.dateTime)) / 1000);
      const where = time.dataset.relative;
      if (where !== 'text') time.title = words;
      const text = time.firstChild;
      const wanted = where === 'text' ? words : where === 'both' ? text?.data.replace(/ · .*$/, ' · ' + words) : text?.data;
      if (text && text.data !== wanted) text.data = wanted;
    }
  };
  const keepTimes = now => {
    if (skew === null) {
      skew = now - Date.now();
      setInterval(tick, 5000);
      document.addEventListener('visibilitychange', tick);
    }
  };

  return {focusPage, keepFocus, keepTimes};
})();
