// A figure that is clicked is marked in its source and explained below it, without the page being loaded again.
// Without this script its link does the same by loading the page.
"use strict";

const source = document.getElementById("source");
const explanation = document.getElementById("explanation");
let newest = 0;

function mark(link) {
  for (const one of document.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  const address = source.getAttribute("src").split("#")[0];
  if (link.dataset.place) source.setAttribute("src", `${address}#${link.dataset.place}`);
}

async function explain(link) {
  const asked = ++newest;
  const answer = await fetch(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById("explanation");
  const words = found === null ? page.querySelectorAll(".problem") : found.childNodes;
  if (asked !== newest) return;
  explanation.replaceChildren(...words);
  explanation.scrollTop = 0;
  if (answer.ok) history.replaceState(null, "", link.href);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-cell]");
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  mark(link);
  explain(link).catch(() => location.assign(link.href));
});
