/** What `<nara-feedback>` adds to the box. */
export const feedbackStyles = `.ask p{font-weight:600;text-wrap:balance}
.more{margin-top:16px}
.state{row-gap:0}
.state .says:not(:empty){margin-top:16px}
.state button{margin-top:16px}
[aria-pressed=true],.send{background:var(--_primary);color:var(--_on-primary)}
:is([aria-pressed=true],.send):hover{background:var(--_primary);text-decoration:underline}
[aria-pressed]{position:relative;padding-inline:34px}
[aria-pressed] svg{position:absolute;inset-inline-start:10px}
[aria-pressed=false] svg{display:none}
[aria-disabled=true]{opacity:.7;cursor:default}
label{display:block;font-weight:600}
.hint,.room{color:var(--_ink-2);font-size:.875em}
textarea{display:block;width:100%;min-height:96px;max-width:40em;margin:8px 0;padding:10px 14px;border:1.5px solid var(--_line-strong);border-radius:var(--_radius-m);background:var(--_surface);color:var(--_ink);font:inherit;resize:vertical}
[aria-invalid=true]{border:2px solid var(--_on-warning-soft)}
#fault:not(:empty){margin-bottom:8px}
@media(forced-colors:active){:is([aria-pressed=true],.send):is(*,:hover){forced-color-adjust:none;border-color:ButtonText;background:ButtonText;color:ButtonFace}}
@media print{:host{display:none}}`;
