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

/** Returns what a stop means, in a sentence, and the text of its level. */
function words(stop) {
  const cell = stop.closest("td, th");
  const skills = table.tHead.rows[table.tHead.rows.length - 1];
  const name = (link) => link.title || link.textContent;
  const role = cell.parentElement.querySelector("th[scope=row] a")?.textContent;
  if (cell.matches("th")) return stop.matches("a") ? name(stop) : role;
  if (cell.matches(".unknown")) return `${role}: skills ${cell.textContent.trim()}`;
  const text = document.getElementById(cell.dataset.text ?? "")?.textContent;
  const means = cell.title || "its list does not name this skill";
  return `${role} – ${name(skills.cells[cell.cellIndex].querySelector("a"))}: ${means}${text ? `\n${text}` : ""}`;
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
    status.textContent = words(stop);
  }

  table.addEventListener("focusin", ({ target }) => {
    const stop = target.closest("th a, th input, td");
    if (stop) become(stop);
  });
  table.addEventListener("pointerover", ({ target }) => {
    const stop = target.closest("tbody td, th a");
    if (stop && !stop.closest(".matrix-ladder")) status.textContent = words(stop);
  });
  table.addEventListener("click", ({ target }) => target.closest("tbody td[tabindex]")?.focus());
  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
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
    if (!(event.key in others)) column = columnOf(current);
  });
}

if (table) makeGrid();
