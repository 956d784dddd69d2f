// Marking words: on the page picture with pointer or pen, in the text with the mouse or the keyboard.
// A plan keeps the places of lines, not of words: what was dragged over gives a first guess of the words, the person
// sees them and moves the ends; the boxes are those that were dragged.

const pages = document.getElementById("pages");
const right = document.getElementById("right");
const SVG = "http://www.w3.org/2000/svg";
let guess = null;
let drag = null;

const form = () => right.querySelector("form.marks");
const area = () => right.querySelector(".mark-words");
const textOf = (node) => right.querySelector(`.outline .words[data-node="${CSS.escape(node)}"]`);
const say = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
// Offsets count characters, not the halves that a browser counts.
const length = (text) => [...text].length;

function passage(node) {
  const words = textOf(node);
  if (!words) return false;
  form().elements.node.value = node;
  area().value = words.textContent;
  say("vbparse:light", { keys: `node:${node}`, scroll: !drag });
  return true;
}

function choose(start, end) {
  area().focus();
  area().setSelectionRange(start, end);
  told();
}

function told() {
  const chosen = form()?.querySelector(".chosen");
  if (!chosen) return;
  const words = area().value.slice(area().selectionStart, area().selectionEnd).trim();
  chosen.textContent = words ? `“${words}”` : chosen.dataset.none;
}

function fit() {
  const what = form().elements.what.value;
  for (const part of form().querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(what);
}

function ofTask(id) {
  const list = form()?.elements.task;
  if (list && [...list.options].some((one) => one.value === id)) list.value = id;
}

function begin() {
  guess = null;
  const task = right.querySelector("article.current") ?? right.querySelector("article.task");
  if (task) ofTask(task.dataset.task);
  passage(task?.dataset.node) || passage(form().elements.node.value);
  pages.classList.add("marking");
  fit();
  choose(0, 0);
}

function end() {
  pages.classList.remove("marking");
  for (const box of pages.querySelectorAll(".dragged")) box.remove();
  guess = null;
}

// --- on the page

function place(event) {
  const figure = drag?.figure ?? event.target.closest?.(".page");
  const svg = figure?.querySelector("svg");
  if (!svg) return null;
  const frame = svg.getBoundingClientRect();
  return {
    figure,
    x: ((event.clientX - frame.left) / frame.width) * figure.dataset.width,
    y: ((event.clientY - frame.top) / frame.height) * figure.dataset.height,
  };
}

const number = (box, name) => Number(box.getAttribute(name));
function lineOf(box) {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => number(box, name));
  return { box, key: box.dataset.key, figure: box.closest(".page"), x, y, width, height };
}

function nearest(at) {
  const lines = [...at.figure.querySelectorAll(".box.node")].map(lineOf);
  const near = ({ x, y, width, height }) =>
    3 * Math.max(y - at.y, 0, at.y - y - height) + Math.max(x - at.x, 0, at.x - x - width);
  return lines.sort((one, other) => near(one) - near(other))[0];
}

function stretch(from, to) {
  const first = nearest(from);
  const last = first && nearest(to);
  if (!first || !last) return null;
  const lines = [...pages.querySelectorAll(".box.node")].map(lineOf).filter((line) => line.key === first.key);
  let ends = [{ line: lines.findIndex((line) => line.box === first.box), x: from.x }];
  const at = lines.findIndex((line) => line.box === last.box);
  const below = to.y > from.y;
  ends.push(at >= 0 ? { line: at, x: to.x } : { line: below ? lines.length - 1 : 0, x: below ? Infinity : -Infinity });
  ends = ends.sort((one, other) => one.line - other.line || one.x - other.x);
  return { node: first.key.slice("node:".length), lines, ends };
}

const clip = (line, x) => Math.min(Math.max(x, line.x), line.x + line.width);

function boxesOf({ lines, ends: [first, last] }) {
  return lines.slice(first.line, last.line + 1).map((line, index) => {
    const at = first.line + index;
    const x0 = at === first.line ? clip(line, first.x) : line.x;
    const x1 = at === last.line ? clip(line, last.x) : line.x + line.width;
    return { ...line, x: x0, width: Math.max(x1 - x0, 0) };
  });
}

function draw(boxes) {
  for (const box of pages.querySelectorAll(".dragged")) box.remove();
  for (const { figure, x, y, width, height } of boxes) {
    const rect = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ class: "dragged", x, y, width, height })) rect.setAttribute(name, value);
    figure.querySelector("svg").append(rect);
  }
}

// Guess at which letter of a passage a place on its lines is: letters are taken to be equally wide.
function letterAt({ lines }, { line, x }, text) {
  const all = lines.reduce((sum, one) => sum + one.width, 0) || 1;
  const before = lines.slice(0, line).reduce((sum, one) => sum + one.width, 0);
  return Math.round(((before + clip(lines[line], x) - lines[line].x) / all) * text.length);
}

function wordsAt(found, text) {
  let [start, stop] = found.ends.map((end) => letterAt(found, end, text));
  const blank = (at) => /\s/.test(text[at] ?? " ");
  while (start < stop && blank(start)) start += 1;
  while (stop > start && blank(stop - 1)) stop -= 1;
  while (start > 0 && !blank(start - 1)) start -= 1;
  while (stop < text.length && !blank(stop)) stop += 1;
  return [start, stop];
}

pages.addEventListener("pointerdown", (event) => {
  if (!form() || event.button !== 0) return;
  const at = place(event);
  if (!at) return;
  event.preventDefault();
  drag = at;
  pages.setPointerCapture(event.pointerId);
});

pages.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const found = stretch(drag, place(event));
  if (found) draw(boxesOf(found));
});

pages.addEventListener("pointerup", (event) => {
  if (!drag) return selected();
  const to = place(event);
  const moved = Math.abs(to.x - drag.x) + Math.abs(to.y - drag.y) > 3;
  const found = stretch(drag, to);
  if (found && !moved) found.ends = found.ends.map((end, index) => ({ ...end, x: index ? Infinity : -Infinity }));
  if (found && passage(found.node)) {
    const boxes = boxesOf(found);
    draw(boxes);
    const [start, stop] = wordsAt(found, area().value);
    guess = { node: found.node, start, stop, boxes: moved ? boxes : [] };
    choose(start, stop);
  }
  drag = null;
  return undefined;
});
pages.addEventListener("pointercancel", () => { drag = null; });
// A click that marks goes to no task.
pages.addEventListener("click", (event) => { if (form() && event.target.closest(".page")) event.stopImmediatePropagation(); }, true);

// --- in the text of documents without pages, and in the outline

function selected() {
  const selection = getSelection();
  const words = selection.anchorNode?.parentElement?.closest(".words[data-node]");
  if (!form() || selection.isCollapsed || !words?.contains(selection.focusNode)) return;
  const before = (node, offset) => {
    const range = document.createRange();
    range.setStart(words, 0);
    range.setEnd(node, offset);
    return range.toString().length;
  };
  const ends = [before(selection.anchorNode, selection.anchorOffset), before(selection.focusNode, selection.focusOffset)];
  ends.sort((one, other) => one - other);
  if (passage(words.dataset.node)) choose(...ends);
}

right.addEventListener("pointerup", (event) => { if (event.target.closest(".outline .words")) selected(); });
document.addEventListener("selectionchange", () => { if (document.activeElement === area()) told(); });

right.addEventListener("change", (event) => {
  if (event.target.matches("form.marks .passage")) {
    passage(event.target.value);
    area().setSelectionRange(0, area().value.length);
    told();
  } else if (event.target.matches("form.marks [name=what]")) fit();
});

right.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  const { elements } = event.target;
  const { selectionStart: from, selectionEnd: to, value } = area();
  const begins = Number(textOf(elements.node.value).dataset.start);
  elements.start.value = begins + length(value.slice(0, from));
  elements.end.value = begins + length(value.slice(0, to));
  for (const old of event.target.querySelectorAll("[name=box]")) old.remove();
  if (!guess || guess.node !== elements.node.value || to <= guess.start || from >= guess.stop) return;
  for (const { figure, x, y, width, height } of guess.boxes) {
    const sides = [x, y, x + width, y + height].map((side) => side.toFixed(2));
    const page = figure.id.slice("page-".length);
    const kept = Object.assign(document.createElement("input"), { type: "hidden", name: "box", value: [page, ...sides].join() });
    event.target.append(kept);
  }
}, true);

document.addEventListener("vbparse:task", (event) => ofTask(event.detail.task));
document.addEventListener("htmx:afterSwap", () => (form() ? form().dataset.begun || (form().dataset.begun = "yes", begin()) : end()));
document.addEventListener("vbparse:closed", () => form() || end());
