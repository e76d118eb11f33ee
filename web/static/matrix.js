// The matrix as a grid: arrows move, and a line below the table says what a cell means.

const table = document.getElementById("matrix");
const status = document.getElementById("matrix-status");

/** Returns what the keyboard reaches in a row, from left to right: links, checkboxes and cells. */
const stops = (row) => [...row.querySelectorAll("th a, th input, td")].filter((stop) => row.parentElement !== table.tHead || stop.matches("a"));

const columnOf = (stop) => stop.closest("td, th").cellIndex;

/** Returns the stop of a row in a column, or the last one before it. */
function at(row, column) {
  const found = stops(row).filter((stop) => columnOf(stop) <= column);
  return found.findLast((stop) => columnOf(stop) === column) ?? found.at(-1) ?? stops(row)[0];
}

/** Returns the link to the role of a row. */
const roleOf = (stop) => stop.closest("tr").querySelector("th[scope=row] a");

/** Returns a copy of a link, with its whole text. */
function copy(link) {
  const other = link.cloneNode();
  other.textContent = link.title || link.textContent;
  other.removeAttribute("tabindex");
  return other;
}

/** Returns what a stop means: a sentence with links, and the text of its level. */
function words(stop) {
  const cell = stop.closest("td, th");
  const skills = table.tHead.rows[table.tHead.rows.length - 1];
  const role = roleOf(stop);
  if (cell.matches("th")) return [copy(stop.matches("a") ? stop : role).textContent];
  if (cell.matches(".unknown")) return [copy(role), `: skills ${cell.textContent.trim()}`];
  const text = document.getElementById(cell.dataset.text ?? "")?.textContent;
  const means = cell.title || "its list does not name this skill";
  const skill = skills.cells[cell.cellIndex].querySelector("a");
  return [copy(role), " – ", copy(skill), `: ${means}${text ? `\n${text}` : ""}`];
}

/** Scrolls a stop out from under the heads and the line below the table, which stay in sight. */
function keepInSight(stop) {
  const { offsetWidth } = table.tHead.querySelector(".corner");
  table.parentElement.style.scrollPadding = `${table.tHead.offsetHeight}px 0 0 ${offsetWidth}px`;
  document.documentElement.style.scrollPaddingBottom = `${status.offsetHeight}px`;
  stop.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function makeGrid() {
  const rows = [...table.rows].filter((row) => !row.matches(".matrix-groups, .matrix-ladder"));
  table.setAttribute("role", "grid");
  for (const stop of rows.flatMap(stops)) stop.tabIndex = -1;
  let current = at(rows[1], 1);
  let column = 1;
  current.tabIndex = 0;

  function become(stop) {
    current.tabIndex = -1;
    current = stop;
    current.tabIndex = 0;
    status.replaceChildren(...words(stop));
  }

  table.addEventListener("focusin", ({ target }) => {
    const stop = target.closest("th a, th input, td");
    if (stop) become(stop);
  });
  table.addEventListener("pointerover", ({ target }) => {
    const stop = target.closest("tbody td, th a");
    if (stop && !stop.closest(".matrix-ladder")) status.replaceChildren(...words(stop));
  });
  table.addEventListener("click", ({ target }) => target.closest("tbody td[tabindex]")?.focus());
  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Enter" && current.matches("td")) roleOf(current).click();
    const row = current.closest("tr");
    const here = stops(row);
    const place = here.indexOf(current);
    const number = rows.indexOf(row);
    const first = event.ctrlKey ? rows[0] : row;
    const last = event.ctrlKey ? rows.at(-1) : row;
    const sideways = { ArrowLeft: here[place - 1], ArrowRight: here[place + 1] };
    const others = {
      ArrowUp: rows[number - 1] && at(rows[number - 1], column),
      ArrowDown: rows[number + 1] && at(rows[number + 1], column),
    };
    const ends = { Home: stops(first)[0], End: stops(last).at(-1) };
    const next = { ...(event.ctrlKey ? {} : { ...sideways, ...others }), ...ends };
    if (!(event.key in next)) return;
    event.preventDefault();
    if (!next[event.key]) return;
    next[event.key].focus();
    keepInSight(current);
    if (!(event.key in others)) column = columnOf(current);
  });
}

if (table) makeGrid();
