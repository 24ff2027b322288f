// Collects what people tick on the page of a sample and writes it as the file that --judged reads.
"use strict";
const sample = JSON.parse(document.getElementById("sample").textContent);
const sets = [...document.querySelectorAll("fieldset")];
const place = "mizan-audit-" + document.getElementById("count").dataset.sample;

const ticks = set => [...set.querySelectorAll("input")];
const verdict = set => ticks(set).filter(tick => tick.checked).map(tick => tick.value).join(" ");

function show() {
  const judged = sets.filter(verdict).length;
  document.getElementById("count").textContent = judged + " / " + sets.length;
}

function keep() {
  // A page that is opened again shows what was ticked; some browsers forbid that for local files.
  try { localStorage.setItem(place, JSON.stringify(sets.map(verdict))); } catch { /* not kept */ }
  show();
}

let kept = null;
try { kept = JSON.parse(localStorage.getItem(place)); } catch { /* nothing was kept */ }
sets.forEach((set, n) => {
  const said = (kept?.[n] ?? sample[n].verdict).split(" ");
  for (const tick of ticks(set)) tick.checked = said.includes(tick.value);
});
show();

document.addEventListener("change", event => {
  const changed = event.target;
  const set = changed.closest("fieldset");
  if (!set) return; // the language of the page
  // A pair is right or has faults.
  for (const tick of ticks(set)) {
    if (changed.checked && (tick.value === "ok") !== (changed.value === "ok")) tick.checked = false;
  }
  keep();
});

document.getElementById("save").addEventListener("click", () => {
  const lines = sample.map((one, n) => JSON.stringify({ ...one, verdict: verdict(sets[n]) }) + "\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(lines, { type: "application/jsonl" }));
  link.download = "judged.jsonl";
  link.click();
});
