/** What `<nara-hours>` adds to the box. */
export const hoursStyles = `.late:not(:empty){animation:late 1ms .3s both}
@keyframes late{from{opacity:0}}
.now{display:inline-flex;align-items:center;gap:8px;padding:4px 14px 4px 10px;border-radius:16px;background:var(--_surface);color:var(--_ink);box-shadow:inset 0 0 0 1px var(--_line-strong);font-weight:600}
.now.open{background:var(--_success-soft);color:var(--_on-success-soft);box-shadow:none}
table{width:100%;max-width:36em;margin-top:8px;border-collapse:collapse}
th,td{padding:9px 0;border-top:1px solid var(--_line);font-weight:400;text-align:start;vertical-align:top}
thead th{padding:0;border:0}
tbody:nth-of-type(1) tr:first-child>*{border-top:0}
td{padding-inline-start:12px;text-align:end}
td span{display:block}
.usually{color:var(--_ink-2);font-size:.875em;font-weight:400}
.today>*{font-weight:700}
[scope=rowgroup]{padding-top:20px;font-weight:600}
@media(forced-colors:active){.now{border:1px solid}}`;
