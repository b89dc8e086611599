import type { Locale } from './locales.ts';

/** Which of the two the frame shows itself as: a panel on the page, or small while the resident waits. */
export type PanelFlag = 'open' | 'docked';

/**
 * How a page wants the chat to look: tokens by name without the `--nara-` prefix. Colours are `#rrggbb`, or one for light and one for dark;
 * lengths are pixels, `scale` is a factor, `font` is families by name. Typed values, never CSS text.
 */
export type Theme = Readonly<Record<string, string | number | readonly string[]>>;

/** Colours and corners that a theme begins from. */
export type Preset = 'neutral' | 'se' | 'fi';

/** What the host page's loader tells the panel, by `postMessage` to the hub's exact origin. Nothing else is listened to. */
export type HostMessage =
  | {
      readonly nara: 1;
      readonly type: 'hello';
      readonly locale: Locale | string;
      /** The page's address: where login returns to. Its fragment stays with the panel, which gives it back in `ready`. */
      readonly page: string;
      readonly scheme: 'light' | 'dark';
      readonly theme: Theme;
      /** That of the page's tag, in place of the region's. */
      readonly preset?: Preset;
      /** The code of `#nara={code}`, which the loader has taken out of the address. */
      readonly code?: string;
      /** The person has asked for the panel, or closed it since: it is so, whatever it was before. */
      readonly open?: boolean;
    }
  /** `kept`: the page has done what the panel's last `keep` says. */
  | { readonly nara: 1; readonly type: 'open' | 'close' | 'kept' }
  | { readonly nara: 1; readonly type: 'locale'; readonly locale: Locale | string }
  | { readonly nara: 1; readonly type: 'scheme'; readonly scheme: 'light' | 'dark' }
  /** The page looks otherwise now. */
  | { readonly nara: 1; readonly type: 'theme'; readonly theme: Theme; readonly preset?: Preset }
  | { readonly nara: 1; readonly type: 'logout' };

/** What the panel tells the host page. Never a text, a service, a case or an error. */
export type PanelMessage =
  | {
      readonly nara: 1;
      readonly type: 'ready';
      /** After a login: the fragment that the page had before it, `#opening-hours`. */
      readonly fragment?: string | undefined;
    }
  | { readonly nara: 1; readonly type: 'size'; readonly flag: PanelFlag | 'closed' }
  | { readonly nara: 1; readonly type: 'unread'; readonly count: number }
  /** After first use the page keeps `open` or `docked` in one `sessionStorage` flag; null takes it away (logout, closed case). */
  | { readonly nara: 1; readonly type: 'keep'; readonly flag: PanelFlag | null };
