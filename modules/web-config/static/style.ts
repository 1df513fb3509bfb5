/** The style sheet of all pages: one column on a phone, menu and content side by side on a desktop, light or dark. */
export const STYLE = `:root{color-scheme:light dark;
--ground:#f4f6f7;--card:#fff;--ink:#1b2528;--quiet:#566468;--line:#d5dcde;--field:#fff;--edge:#7f8d91;
--brand:#0a6b6e;--brand-strong:#07545a;--on-brand:#fff;--tint:#e3f1f0;
--good:#17663a;--good-tint:#e2f3e8;--warn:#7a4b00;--warn-tint:#fdf1da;--bad:#a3201d;--bad-tint:#fcebea}
@media (prefers-color-scheme:dark){:root{
--ground:#12181a;--card:#1b2325;--ink:#e7edee;--quiet:#a5b2b5;--line:#333f42;--field:#141b1d;--edge:#76868a;
--brand:#5cc4c0;--brand-strong:#86d8d4;--on-brand:#04282a;--tint:#163435;
--good:#86d9a3;--good-tint:#143323;--warn:#f0c46c;--warn-tint:#382a0e;--bad:#ff9d96;--bad-tint:#3f1a19}}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--ground);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 1.25rem;font-weight:650;letter-spacing:-.01em}
h2,legend{font-size:1.05rem;font-weight:650;margin:0 0 .75rem;padding:0}
p{margin:0 0 .75rem}p:last-child{margin-bottom:0}
a{color:var(--brand);text-underline-offset:.15em}
a:hover{color:var(--brand-strong)}
:focus-visible{outline:3px solid var(--brand);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;z-index:1;background:var(--card);padding:.5rem 1rem}
.hidden,[hidden]{display:none!important}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);border:0;padding:0;margin:0}
.top{background:var(--card);border-bottom:1px solid var(--line)}
.top-in,.frame{width:100%;max-width:76rem;margin:0 auto;padding:0 1rem}
.top-in{display:flex;align-items:center;gap:.5rem 1rem;padding-top:.75rem;padding-bottom:.75rem}
.mark{display:flex;align-items:center;gap:.75rem;margin-right:auto;color:inherit;text-decoration:none;min-width:0}
.mark img{width:2.25rem;height:2.25rem;flex:none}
.mark b{display:block;font-size:1.05rem;line-height:1.2}.mark span span{display:block;color:var(--quiet);font-size:.85rem;overflow-wrap:anywhere}
.tongues{display:flex;gap:.25rem;font-size:.9rem}
.tongues a{padding:.35rem .6rem;border-radius:6px;text-decoration:none;color:var(--quiet)}
.tongues abbr{text-decoration:none;text-transform:uppercase}
.tongues a[aria-current]{background:var(--tint);color:var(--brand-strong);font-weight:600}
.top form{margin:0}
.leave svg{display:none;width:1.25rem;height:1.25rem}
.frame{flex:1;display:grid;gap:1rem;align-content:start;padding-top:1rem;padding-bottom:2.5rem}
.frame>*{min-width:0}
.menu{display:flex;gap:.25rem;overflow-x:auto;font-size:.95rem}
.menu ul{display:contents;list-style:none}
.menu .group{display:none}
.menu a{display:block;white-space:nowrap;padding:.5rem .75rem;border-radius:8px;text-decoration:none;color:var(--ink)}
.menu a:hover{background:var(--tint)}
.menu a[aria-current]{background:var(--tint);color:var(--brand-strong);font-weight:600}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.25rem;margin:0 0 1rem;min-width:0}
.blocks{columns:2 21rem;column-gap:1rem}
.blocks .card{break-inside:avoid}
.blocks+.actions,.row+.actions{margin-top:1rem}
dl{margin:0;display:grid;gap:.1rem}
dl div{display:grid;grid-template-columns:minmax(8rem,2fr) 3fr;gap:.25rem 1rem;padding:.4rem 0;border-top:1px solid var(--line)}
dl div:first-child{border-top:0}
dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
.note{border-radius:10px;padding:.75rem 1rem;margin:0 0 1rem;background:var(--tint);border-left:4px solid var(--brand)}
.note.good{background:var(--good-tint);border-color:var(--good)}.note.warn{background:var(--warn-tint);border-color:var(--warn)}
.note.bad{background:var(--bad-tint);border-color:var(--bad)}
.note ul{margin:.25rem 0 0;padding-left:1.25rem}
.note details{margin-top:.5rem;font-size:.9rem;overflow-wrap:anywhere}
fieldset{border:0;padding:0;margin:0;min-width:0}
fieldset.card{border:1px solid var(--line);padding:1.25rem}
fieldset.card>legend{float:left;width:100%}fieldset.card>legend+*{clear:both}
.row{display:grid;gap:.3rem;padding:.55rem 0}
.row>.label{font-weight:550}
input,select,button,.button{font:inherit;color:inherit}
input:not([type=radio],[type=checkbox]),select{width:100%;max-width:26rem;min-height:2.75rem;padding:.45rem .75rem;background:var(--field);
border:1px solid var(--edge);border-radius:8px}
input.short{max-width:8rem}
[aria-invalid=true]{border-color:var(--bad)!important;box-shadow:0 0 0 1px var(--bad)}
input[type=radio],input[type=checkbox]{width:1.15rem;height:1.15rem;accent-color:var(--brand);margin:0;flex:none}
.choice{display:inline-flex;align-items:center;gap:.5rem;min-height:2.75rem;margin-right:1.5rem}
.hint{color:var(--quiet);font-size:.9rem;margin:0}
.wrong{color:var(--bad);font-size:.9rem;font-weight:550;margin:0}
button,.button{display:inline-flex;align-items:center;justify-content:center;gap:.6rem;min-height:2.75rem;padding:.45rem 1.25rem;
border-radius:8px;border:1px solid var(--edge);background:var(--card);font-weight:600;cursor:pointer;text-decoration:none}
button:hover,.button:hover{border-color:var(--brand);color:var(--brand-strong)}
.first{background:var(--brand);border-color:var(--brand);color:var(--on-brand)}
.first:hover{background:var(--brand-strong);border-color:var(--brand-strong);color:var(--on-brand)}
.small{min-height:2.25rem;padding:.25rem .8rem;font-size:.9rem}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}
.pill{display:inline-flex;white-space:nowrap;align-items:center;gap:.45rem;padding:.2rem .75rem;border-radius:99px;font-weight:600;background:var(--tint)}
.pill::before{content:"";flex:none;width:.55rem;height:.55rem;border-radius:50%;background:currentColor}
.pill.good{background:var(--good-tint);color:var(--good)}.pill.warn{background:var(--warn-tint);color:var(--warn)}.pill.bad{background:var(--bad-tint);color:var(--bad)}
.narrow{width:100%;max-width:27rem;margin:0 auto}
.narrow input:not([type=checkbox]){max-width:none}.narrow .first{width:100%;margin-top:.75rem}
.steps{list-style:none;counter-reset:step;margin:0;padding:0;display:grid;gap:1.25rem}
.steps>li{counter-increment:step;position:relative;padding-left:3rem}
.steps>li::before{content:counter(step);position:absolute;left:0;top:-.1rem;width:2rem;height:2rem;border-radius:50%;
display:grid;place-items:center;background:var(--tint);color:var(--brand-strong);font-weight:650}
.checks{list-style:none;margin:1rem 0;padding:0}
.checks li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;padding:.6rem 0 .6rem 2.25rem;border-top:1px solid var(--line);position:relative}
.checks li:first-child{border-top:0}
.checks li::before{content:"";position:absolute;left:.25rem;top:.8rem;width:1.15rem;height:1.15rem;border-radius:50%;border:2px solid var(--edge);
display:grid;place-items:center;font-size:.75rem;font-weight:700;line-height:1;color:var(--card)}
.checks b{font-weight:600;color:var(--quiet)}
.checks .passed::before{content:"\\2713";background:var(--good);border-color:var(--good)}.checks .passed b{color:var(--good)}
.checks .failed::before{content:"!";background:var(--bad);border-color:var(--bad)}.checks .failed b{color:var(--bad)}
.checks .trying::before{border-color:var(--line);border-top-color:var(--brand);animation:turn 1s linear infinite}
.checks .untried span{color:var(--quiet)}
.code{font:650 1.9rem/1.2 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;letter-spacing:.12em;
padding:.5rem 1rem;border:1px dashed var(--edge);border-radius:10px;background:var(--field);user-select:all;overflow-wrap:anywhere}
.link{font-weight:600;overflow-wrap:anywhere}
.qr{display:block;width:9.5rem;height:9.5rem;background:#fff;border:1px solid var(--line);border-radius:8px}
summary{cursor:pointer}details.card>summary{font-weight:550}
.left{display:flex;flex-wrap:wrap;gap:.25rem .5rem;margin:1.25rem 0;color:var(--quiet)}.left b{color:var(--ink);font-variant-numeric:tabular-nums}
.busy::before{content:"";display:inline-block;width:1.1em;height:1.1em;margin-right:.6em;vertical-align:-.2em;border-radius:50%;
border:3px solid var(--line);border-top-color:var(--brand);animation:turn 1s linear infinite}
@keyframes turn{to{transform:rotate(1turn)}}
@media (prefers-reduced-motion:reduce){.busy::before{animation:none}}
.ms{display:grid;grid-template:repeat(2,.55rem)/repeat(2,.55rem);gap:.12rem;background:#fff;padding:.15rem;border-radius:2px}
.ms i:nth-child(1){background:#f25022}.ms i:nth-child(2){background:#7fba00}.ms i:nth-child(3){background:#00a4ef}.ms i:nth-child(4){background:#ffb900}
table{border-collapse:collapse;width:100%;font-size:.95rem}
th{text-align:left;color:var(--quiet);font-weight:600;font-size:.85rem;vertical-align:bottom}
th,td{padding:.6rem .75rem .6rem 0;border-top:1px solid var(--line);vertical-align:top}
td.any{overflow-wrap:anywhere;min-width:7rem}
tr:first-child>th[scope=col]{border-top:0}
.why td{border-top:0;padding-top:0}
.why .note{margin:0}
.why dl{margin-bottom:.75rem}.why dl div{border:0;padding:0;grid-template-columns:8rem 1fr}.why dt{color:inherit;font-weight:600}
@media (min-width:56rem){
.frame.with-menu{grid-template-columns:15.5rem minmax(0,1fr);gap:2rem;padding-top:2rem}
.menu{display:block;overflow:visible}.menu ul{display:block;margin:0;padding:0}.menu li{margin:0 0 .15rem}
.menu .group{display:block;margin:1rem 0 .25rem;padding:0 .75rem;color:var(--quiet);font-size:.8rem;font-weight:600;text-transform:uppercase;letter-spacing:.05em}
.menu a{white-space:normal}
.card,fieldset.card{padding:1.5rem}
.row{grid-template-columns:13.5rem minmax(0,1fr);gap:0 1.5rem}
.row>.hint,.row>.wrong,.row>.note{margin-top:.35rem;margin-bottom:0}
.row>.label{padding-top:.55rem}.row>*{grid-column:2}.row>.label{grid-column:1;grid-row:1/span 5}
.narrow .row{grid-template-columns:1fr}.narrow .row>*{grid-column:1;grid-row:auto}
.narrow{margin-top:3rem}}
@media (max-width:69.99rem){
.jobs thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.jobs tr{display:block;padding:.75rem 0;border-top:1px solid var(--line)}
.jobs tr.why{border-top:0;padding-top:0}
.jobs tbody tr:first-child{border-top:0;padding-top:0}
.jobs td{display:grid;grid-template-columns:8rem 1fr;gap:.5rem;border:0;padding:.2rem 0}
.jobs td[data-label]::before{content:attr(data-label);color:var(--quiet)}
.jobs .why td{display:block}
}
@media (max-width:47.99rem){
.leave{padding:.25rem .6rem}.leave svg{display:block}
.leave span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}}
`;
