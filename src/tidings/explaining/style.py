"""The look and the behaviour of the explanation page, kept in the page itself: it needs no network."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ink: #1d2125; --paper: #fdfdfb; --line: #d5d5cf; --faint: #60666c; --panel: #f3f3ee;
  --trigger: #ffd866; --actor: #b8e6b0; --recipient: #ffc0b3; --voice: #e3c4f5; --silent: #e2d8e8; --time: #ffe3a6;
  --place: #b9d7fb; --quantity: #b0e8e4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e1; --paper: #17191b; --line: #3a3e42; --faint: #a0a6ac; --panel: #202326;
  --trigger: #7d5f00; --actor: #25602a; --recipient: #83352a; --voice: #5f3379; --silent: #4b4352; --time: #6b5210;
  --place: #234f82; --quantity: #14605c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 84rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, sans-serif; }
h1 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 .2rem; }
h2 { font-size: 1rem; margin: 0 0 .4rem; }
.about, .id, dt, th { color: var(--faint); font-size: .85rem; font-weight: normal; }
.about { margin: 0 0 1rem; overflow-wrap: anywhere; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem .5rem; padding: 0; margin: 0 0 1rem; list-style: none; }
.columns { display: grid; gap: 1.5rem; }
#text { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 42rem; }
mark, #text a { color: inherit; background: none; text-decoration: underline dotted var(--faint);
  text-underline-offset: .2em; border-radius: .2em; }
#text a { background: var(--trigger); text-decoration: none; font-weight: 600; padding: 0 .1em; }
#text a:focus-visible, .record:focus-visible { outline: 3px solid var(--place); }
.trigger { background: var(--trigger); } .actor { background: var(--actor); }
.recipient { background: var(--recipient); }
.voice { background: var(--voice); } .silent { background: var(--silent); } .time { background: var(--time); }
.place { background: var(--place); } .quantity { background: var(--quantity); }
.legend li { padding: 0 .4em; border-radius: .2em; }
.record { border: 1px solid var(--line); border-left-width: .4rem; border-radius: .3rem; padding: .7rem;
  margin: 0 0 .8rem; background: var(--panel); scroll-margin: 1rem; }
.record:target, .record.on { border-left-color: var(--trigger); box-shadow: 0 0 0 2px var(--trigger); }
.record blockquote { margin: 0 0 .5rem; font-style: italic; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: 0 0 .5rem; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; }
td, th { text-align: left; vertical-align: top; padding: .15rem .6rem .15rem 0; overflow-wrap: anywhere; }
code { font-size: .8rem; }
summary { cursor: pointer; }
@media (min-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  #records { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; padding: 2px; } }
@media print { #records { position: static; max-height: none; } }
"""

SCRIPT = """
const text = document.getElementById("text"), records = document.getElementById("records");
let shown = null;
function show(id, move) {
  if (shown) shown.classList.remove("on");
  shown = id ? document.getElementById(id) : null;
  if (id) document.body.dataset.on = id; else delete document.body.dataset.on;
  if (!shown) return;
  shown.classList.add("on");
  if (move && records.scrollHeight > records.clientHeight) records.scrollTop = shown.offsetTop - records.offsetTop - 4;
}
text.addEventListener("pointerover", e => { const a = e.target.closest("a"); if (a) show(a.hash.slice(1), true); });
text.addEventListener("focusin", e => { const a = e.target.closest("a"); if (a) show(a.hash.slice(1), true); });
records.addEventListener("pointerover", e => { const r = e.target.closest(".record"); if (r) show(r.id, false); });
records.addEventListener("focusin", e => { const r = e.target.closest(".record"); if (r) show(r.id, false); });
addEventListener("hashchange", () => show(location.hash.slice(1), true));
if (location.hash) show(location.hash.slice(1), true);
"""
