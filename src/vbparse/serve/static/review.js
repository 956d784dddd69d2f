// The review page: lights up evidence, finds the task of a box, keys, editors.

const pages = document.getElementById("pages");
const right = document.getElementById("right");
const help = document.getElementById("help");
const plan = document.getElementById("review").dataset.plan;
let current = null;

const tasks = () => [...right.querySelectorAll("article.task")];
const taskOf = (id) => tasks().find((task) => task.dataset.task === id);

function light(keys, { scroll = true } = {}) {
  const wanted = new Set(keys.split(" "));
  for (const box of pages.querySelectorAll(".lit")) box.classList.remove("lit");
  const lit = [...pages.querySelectorAll("[data-key]")].filter((box) => box.dataset.key.split(" ").some((key) => wanted.has(key)));
  for (const box of lit) box.classList.add("lit");
  if (scroll && lit.length) {
    const box = lit[0].getBoundingClientRect();
    const frame = pages.getBoundingClientRect();
    pages.scrollBy({ top: box.top - frame.top - frame.height / 3, behavior: "instant" });
  }
}

function select(task, { focus = true, scroll = true } = {}) {
  if (!task) return;
  for (const other of tasks()) other.classList.toggle("current", other === task);
  current = task.dataset.task;
  if (focus) task.focus({ preventScroll: true });
  task.scrollIntoView({ block: "nearest" });
  light(task.dataset.light, { scroll });
  document.dispatchEvent(new CustomEvent("vbparse:task", { detail: { task: current } }));
}
document.addEventListener("vbparse:light", (event) => light(event.detail.keys, event.detail));

function step(by) {
  const all = tasks();
  const at = all.findIndex((task) => task.dataset.task === current);
  select(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

right.addEventListener("click", (event) => {
  const value = event.target.closest("[data-light]");
  const task = event.target.closest("article.task");
  if (event.target.closest(".remove")) return event.target.closest(".chip").remove();
  if (event.target.closest(".cancel")) return closeEditor(event.target.closest(".editor"));
  if (event.target.closest(".editor, .buttons")) {
    if (task) current = task.dataset.task;
    if (value && value !== task) light(value.dataset.light);
    return undefined;
  }
  if (task) select(task, { focus: !value || value === task, scroll: value === task });
  if (value && value !== task) light(value.dataset.light);
  return undefined;
});

pages.addEventListener("click", (event) => {
  const box = event.target.closest(".box, .piece");
  if (!box || !getSelection().isCollapsed) return;
  const task = taskOf(box.dataset.task);
  if (task) {
    select(task, { scroll: false });
    light(`${task.dataset.light} ${box.dataset.key}`, { scroll: false });
  } else {
    light(box.dataset.key, { scroll: false });
    const keys = box.dataset.key.split(" ");
    const about = [...right.querySelectorAll("[data-light]")].find((one) => keys.includes(one.dataset.light));
    about?.closest("details")?.setAttribute("open", "");
    about?.scrollIntoView({ block: "center" });
    about?.focus({ preventScroll: true });
  }
});

function closeEditor(editor) {
  const task = editor.closest("article.task");
  const again = editor.id === "mark-editor" ? right.querySelector(".tools [data-key=m]") : task;
  editor.replaceChildren();
  editor.removeAttribute("data-typed");
  document.dispatchEvent(new CustomEvent("vbparse:closed"));
  again?.focus({ preventScroll: true });
}

const press = (task, key) => task?.querySelector(`.buttons [data-key="${key}"]`)?.click();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const editor = event.target.closest?.(".editor");
  if (event.key === "Escape" && editor) return closeEditor(editor);
  if (event.target.matches?.("input:not([type=checkbox]), textarea, select")) return addUnit(event);
  if (help.open || editor) return undefined;
  const task = taskOf(current);
  const does = {
    j: () => step(1),
    k: () => step(-1),
    e: () => press(task, "e"),
    s: () => press(task, "s"),
    m: () => right.querySelector(".tools [data-key=m]").click(),
    d: () => press(task, "d"),
    a: () => press(task, "a"),
    u: () => right.querySelector(".summary [data-key=u]").click(),
    o: () => document.getElementById("order").click(),
    "?": () => help.showModal(),
    Enter: () => event.target.matches("article.task") && select(event.target),
  }[event.key];
  if (!does || (event.key === "Enter" && !event.target.matches("article.task"))) return undefined;
  event.preventDefault();
  return does();
});
// What was typed into an open form is lost when something else changes the plan: the person is asked.
right.addEventListener("input", (event) => event.target.closest(".editor")?.setAttribute("data-typed", ""));
document.addEventListener("htmx:confirm", (event) => {
  const { elt, verb, issueRequest } = event.detail;
  const typed = [...right.querySelectorAll(".editor[data-typed]:not(:empty)")].some((editor) => !editor.contains(elt));
  if (verb !== "post" || !typed) return;
  event.preventDefault();
  if (confirm(right.dataset.unsaved)) issueRequest(true);
});
document.getElementById("help-button").addEventListener("click", () => help.showModal());

// Units: a name that is typed becomes a chip with Enter; the register completes it.
function addUnit(event) {
  const field = event.target;
  const chips = field.closest(".chips");
  if (!chips || !field.matches(".new")) return;
  const name = field.value.trim();
  if (event.key === "Enter" && name) {
    event.preventDefault();
    const chip = document.createElement("span");
    chip.className = "chip";
    const kept = Object.assign(document.createElement("input"), { type: "hidden", name: chips.dataset.field, value: name });
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "remove", textContent: "×" });
    remove.setAttribute("aria-label", chips.dataset.remove.replace("%", name));
    chip.append(kept, `${name} `, remove);
    field.before(chip);
    field.value = "";
  } else if (event.key === "Backspace" && !field.value) {
    field.previousElementSibling?.matches(".chip") && field.previousElementSibling.remove();
  }
}

let asked = 0;
right.addEventListener("input", (event) => {
  if (!event.target.matches(".new, .unit")) return;
  clearTimeout(asked);
  asked = setTimeout(async () => {
    const answer = await fetch(`${plan}/units?q=${encodeURIComponent(event.target.value)}`);
    if (!answer.ok) return;
    const options = (await answer.json()).map((name) => Object.assign(document.createElement("option"), { value: name }));
    document.getElementById("unit-names").replaceChildren(...options);
  }, 150);
});

// In a text that is `readonly` browsers move no cursor by keys; in these it moves, and what is typed goes nowhere.
const fixed = new WeakMap();
right.addEventListener("beforeinput", (event) => {
  if (!event.target.matches(".fixed")) return;
  fixed.set(event.target, event.target.value);
  event.preventDefault();
});
right.addEventListener("input", (event) => { // of an input method, which cannot be kept from it
  if (event.target.matches(".fixed") && fixed.has(event.target)) event.target.value = fixed.get(event.target);
});

// Offsets count characters, not the halves that a browser counts.
const length = (text) => [...text].length;

right.addEventListener("submit", (event) => {
  const where = event.target.querySelector(".where");
  if (where) event.target.elements.at.value = length(where.value.slice(0, where.selectionStart));
  const words = event.target.closest("li")?.querySelector(".words");
  const selection = getSelection();
  if (event.target.matches(".add") && words && !selection.isCollapsed && words.contains(selection.anchorNode) && words.contains(selection.focusNode)) {
    const ends = [selection.anchorOffset, selection.focusOffset].sort((one, other) => one - other);
    const start = Number(words.dataset.start);
    event.target.elements.start.value = start + length(words.textContent.slice(0, ends[0]));
    event.target.elements.end.value = start + length(words.textContent.slice(0, ends[1]));
  }
}, true);

let scrolled = 0;
let opened = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target !== right) return;
  scrolled = right.scrollTop;
  opened = [...right.querySelectorAll("details.part")].map((part) => part.open);
});
document.addEventListener("htmx:afterSwap", (event) => {
  const { target } = event.detail;
  if (target === right) {
    for (const again of right.querySelectorAll("template.again")) {
      const shown = again.dataset.page ? document.querySelector(`#boxes-${again.dataset.page} svg`) : pages.querySelector(".text");
      shown?.replaceChildren(...(again.dataset.page ? again.content.firstElementChild : again.content).childNodes);
      again.remove();
    }
    right.querySelectorAll("details.part").forEach((part, index) => part.toggleAttribute("open", opened[index]));
    right.scrollTop = scrolled;
    const task = taskOf(current);
    if (task) select(task, { scroll: false });
  } else if (target.matches(".editor")) {
    const first = target.querySelector(".where, .mark-words, .new, input:not([type=hidden])");
    first?.focus();
    first?.matches(".where") && first.setSelectionRange(0, 0);
    target.scrollIntoView({ block: "start" });
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target === right) right.dataset.shown = Number(right.dataset.shown ?? 0) + 1;
});

function arrive() {
  const wanted = new URLSearchParams(location.hash.slice(1)).get("task");
  if (wanted) select(taskOf(wanted));
}
addEventListener("hashchange", arrive);
arrive();
