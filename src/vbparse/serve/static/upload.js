// Sends the files that were dropped or chosen, one after the other, and shows how far the reading of each has come.

import { tell } from "./common.js";

const drop = document.getElementById("drop");
const list = document.getElementById("progress");
const words = drop.dataset;
const PAUSE = 700;

const pause = () => new Promise((go) => setTimeout(go, PAUSE));

function line(name) {
  const item = document.createElement("li");
  const label = document.createElement("span");
  const bar = document.createElement("progress");
  const state = document.createElement("span");
  label.textContent = name;
  label.className = "name";
  state.className = "what";
  bar.setAttribute("aria-label", name);
  item.append(label, bar, state);
  list.prepend(item);
  return {
    show(text, kind, done, total) {
      state.textContent = text;
      item.dataset.state = kind;
      if (total) [bar.max, bar.value] = [total, done];
      if (["done", "failed", "secret", "unpacked"].includes(kind)) [bar.max, bar.value] = [1, 1];
    },
    lead(address) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = name;
      label.replaceChildren(link);
    },
  };
}

async function follow(job, row) {
  for (;;) {
    const counted = job.pages_total ? ` ${job.pages_done}/${job.pages_total}` : "";
    row.show((words[job.state] ?? job.state) + counted + (job.problem ? `: ${job.problem.detail}` : ""), job.state, job.pages_done, job.pages_total);
    if (job.state === "done") row.lead(`/plans/${job.sha256}`);
    if (job.state === "unpacked") await Promise.all(job.parts.map((part) => follow(part, line(part.name))));
    if (!["waiting", "reading"].includes(job.state)) return;
    await pause();
    const answer = await fetch(job.link);
    if (!answer.ok) return;
    job = await answer.json();
  }
}

async function send(file) {
  const row = line(file.name);
  row.show(words.sending, "sending");
  const form = new FormData();
  form.append("file", file);
  for (;;) {
    const answer = await fetch("/v1/plans", { method: "POST", body: form });
    if (answer.status === 429) {
      await pause();
      continue;
    }
    const told = await answer.json();
    if (answer.status === 202) return await follow(told, row);
    if (answer.ok) {
      row.show(words.done, "done");
      return row.lead(`/plans/${told.source.sha256}`);
    }
    return row.show(`${words.failed}: ${told.detail ?? ""}`, "failed");
  }
}

async function sendAll(files) {
  const waiting = [...files];
  const sender = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      try {
        await send(file);
      } catch (error) {
        tell(String(error));
      }
      htmx.ajax("GET", location.pathname + location.search, { target: "#plans", select: "#plans", swap: "outerHTML" });
    }
  };
  await Promise.all([sender(), sender(), sender()]);
}

document.getElementById("files").addEventListener("change", (event) => {
  sendAll(event.target.files);
});
for (const kind of ["dragover", "dragenter"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
document.addEventListener("dragleave", () => drop.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  sendAll(event.dataTransfer.files);
});
