import type { TemplateResult } from 'lit';
import type { PanelContext } from './panel-context.ts';
import { waitingBody } from './panel-notices.ts';
import type { ViewName } from './panel-state.ts';

/** What is shown: consent stands in the way of writing and is no step of its own. */
export type Shown = ViewName | 'consent';

type View = (context: PanelContext) => TemplateResult;

const views: Partial<Record<Shown, () => Promise<View>>> = {
  clinic: () => import('./clinic-view.ts').then(file => file.clinicView),
  cases: () => import('./cases-view.ts').then(file => file.casesView),
  consent: () => import('./consent-view.ts').then(file => file.consentView),
  menu: () => import('./menu-view.ts').then(file => file.menuView),
  ended: () => import('./ended-view.ts').then(file => file.endedView),
};

/** The views that most people never meet, each a chunk of its own that is fetched when it is first shown. */
export class RareViews {
  readonly #known = new Map<Shown, View>();

  /** Whether it is one of them that has not come yet. */
  isAwaited(name: Shown): boolean {
    return name in views && !this.#known.has(name);
  }

  /** The view, or what stands for it until it has `come`; it may be `missing`. */
  draw(name: Shown, context: PanelContext, come: () => void, missing: () => void): unknown {
    const known = this.#known.get(name);
    if (known !== undefined) return known(context);
    views[name]?.().then(view => {
      this.#known.set(name, view);
      come();
    }, missing);
    return waitingBody(context.t);
  }
}
