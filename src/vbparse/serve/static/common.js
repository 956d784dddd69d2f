// What all pages have: the name is kept when it is typed, errors of htmx are told.

const alertBox = document.getElementById("alert");

export function tell(text) {
  alertBox.textContent = text;
  alertBox.hidden = !text;
}

document.querySelector(".preferences input[name=who]")?.addEventListener("change", (event) => {
  const body = new URLSearchParams({ who: event.target.value });
  fetch("/preferences", { method: "POST", body, redirect: "manual" });
});

document.addEventListener("htmx:beforeRequest", () => tell(""));
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  let text = xhr.responseText;
  try {
    text = JSON.parse(text).detail ?? text;
  } catch {
    // a plain text
  }
  tell(text);
});
document.addEventListener("htmx:sendError", () => tell("…"));
