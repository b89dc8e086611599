import { html, nothing, type TemplateResult } from 'lit';
import { languageChoice } from './language-choice.ts';
import type { PanelContext } from './panel-context.ts';

/** What is seldom needed: one's cases, language, what happens to what one writes, logging out. */
export function menuView(context: PanelContext): TemplateResult {
  const { t, panel } = context;
  const { signedIn } = panel.state;
  const row = (icon: string, text: string, act: () => void) =>
    html`<li><button class="row short" type="button" @click=${act}><nara-icon name=${icon}></nara-icon><span>${text}</span><nara-icon name="right"></nara-icon></button></li>`;
  return html`<div class="body">
    <h2 class="title" tabindex="-1" data-focus>${t('menu.heading')}</h2>
    ${
      signedIn
        ? html`<ul class="list">${row('message', t('cases.heading'), () => panel.dispatch({ type: 'show', view: 'cases' }))}
        ${row('mark', t('cases.new'), () => panel.dispatch({ type: 'new_wanted' }))}</ul>`
        : nothing
    }
    <div class="stack"><h3 class="group">${t('language.heading')}</h3>${languageChoice(context)}</div>
    ${
      signedIn
        ? html`<label class="check"><input class="box" type="checkbox" .checked=${panel.sound}
        @change=${(event: Event) => {
          panel.sound = (event.currentTarget as HTMLInputElement).checked;
        }}><span>${t('menu.sound')}</span></label>`
        : nothing
    }
    <div class="card"><h3>${t('privacy.heading')}</h3><p>${t('privacy.hub')}</p><p>${t('privacy.device')}</p></div>
    ${
      signedIn
        ? html`<div class="card"><p>${t('menu.signedInAs')} <b>${panel.overview?.person.name ?? nothing}</b></p>
        <button class="btn second" type="button" @click=${() => void panel.logout()}>${t('menu.logout')}</button></div>`
        : nothing
    }
    ${
      context.mode !== 'page'
        ? html`<p class="small"><a href=${context.pageAddress} target="_blank">${t('menu.ownPage')}</a></p>`
        : nothing
    }
  </div><nara-emergency-strip></nara-emergency-strip>`;
}
