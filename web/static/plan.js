// A step opens when a link names it, also where the browser does not do so by itself.

function open() {
  const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const folded = named && named.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  named.scrollIntoView();
}

addEventListener("hashchange", open);
open();
