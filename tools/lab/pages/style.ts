/** The lab's style sheet: no fonts, images or scripts from elsewhere. */
export const STYLE = `
:root { color-scheme: light; --ink: #1d2733; --soft: #5b6876; --line: #d9dfe6; --paper: #fff; --ground: #f1f4f7;
	--accent: #0b5cad; --accent-dark: #084a8c; --warn: #a4262c; --on: #b35900; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
	color: var(--ink); background: var(--ground); }
h1 { font-size: 1.5rem; font-weight: 600; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .75rem; }
a { color: var(--accent); }
code, pre { font: .9em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { background: #f6f8fa; border: 1px solid var(--line); border-radius: 6px; padding: .75rem; white-space: pre-wrap; }
.card { display: grid; place-items: center; min-height: 100vh; padding: 1rem;
	background: linear-gradient(160deg, #e6eef6, #f7f3ee 60%, #e8f1ec); }
.card main { width: 100%; max-width: 27.5rem; background: var(--paper); padding: 2.75rem;
	border-radius: 8px; box-shadow: 0 4px 24px #1d273324; }
.brand { font-weight: 600; color: var(--soft); margin: 0 0 1.25rem; }
.who { border: 1px solid var(--line); border-radius: 999px; display: inline-block; padding: .15rem .8rem;
	margin: 0 0 1rem; font-size: .9rem; overflow-wrap: anywhere; }
label { display: block; }
input[type=text], input[type=email], input[type=password], select { width: 100%; font: inherit; color: inherit;
	padding: .55rem .7rem; border: 1px solid #8a96a3; border-radius: 4px; background: var(--paper); margin-top: .35rem; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.code { text-transform: uppercase; letter-spacing: .15em; }
.code::placeholder { text-transform: none; letter-spacing: 0; }
.check { display: flex; gap: .6rem; align-items: start; margin: 1.25rem 0; }
.check input { margin-top: .35rem; }
.buttons { display: flex; flex-direction: row-reverse; gap: .5rem; margin-top: 1.75rem; }
button { font: inherit; padding: .45rem 1.4rem; border: 1px solid transparent; border-radius: 4px; cursor: pointer;
	background: var(--accent); color: #fff; }
button:hover { background: var(--accent-dark); }
button.plain { background: #e4e9ee; color: var(--ink); }
button.plain:hover { background: #d5dce3; }
.error { color: var(--warn); margin: .5rem 0; }
.note { color: var(--soft); font-size: .9rem; }
.permissions { padding-left: 1.2rem; }
.wide header { background: #17324d; color: #fff; padding: .9rem 1.25rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
.wide header strong { margin-right: auto; }
.wide header a { color: #dcebfa; }
.wide main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
.panel { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; }
.panel > p { padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .55rem .9rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
th { font-weight: 600; color: var(--soft); font-size: .85rem; }
td form { display: flex; gap: .4rem; align-items: center; margin: 0; }
td input[type=text] { margin: 0; min-width: 9rem; padding: .3rem .5rem; }
td:first-child code { white-space: nowrap; }
td button { padding: .3rem .8rem; }
.on { color: var(--on); font-weight: 600; }
@media (max-width: 40rem) {
	.card { padding: 0; place-items: stretch; background: var(--paper); }
	.card main { box-shadow: none; padding: 1.75rem 1.25rem; max-width: none; }
	.wide header strong { width: 100%; }
	.stack, .stack tbody, .stack tr, .stack td { display: block; }
	.stack thead { display: none; }
	.stack td { border: 0; padding: .2rem .9rem; }
	.stack tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
}
`;
