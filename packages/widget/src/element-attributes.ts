import type { ChatEvents, NaraChat } from './nara-chat.ts';

/** An attribute that is there or is not: `true` and `''` set it. */
type Flag = boolean | '';

/**
 * What may be written on `<nara-chat>`. The script tag takes the same with `data-` before the name.
 *
 * @slot start - On the first view, above the services (in the page itself)
 * @slot help - On the first view, below the services (in the page itself)
 * @csspart panel - The panel's place on the page, with a frame too
 * @csspart header - The panel's header (in the page itself)
 * @csspart dock - The panel made small (in the page itself)
 * @csspart services - The list on the first view (in the page itself)
 * @csspart bubble - Any message (in the page itself)
 * @csspart own - A message of the reader's own (in the page itself)
 * @csspart staff - A message of the clinic's (in the page itself)
 * @csspart field - Where one writes (in the page itself)
 * @csspart send - The button that sends (in the page itself)
 * @cssprop --nara-launcher - The button's colour
 * @cssprop --nara-on-launcher - The text and the mark on the button
 * @cssprop --nara-right - From the right edge of the window to the button and the panel
 * @cssprop --nara-bottom - From the lower edge of the window to the button and the panel
 * @cssprop --nara-z-index - The layer of button and panel, which leaves the browser's top layer
 * @cssprop --nara-primary - The one filled button, what is selected, your place in line
 * @cssprop --nara-primary-hover - That button under the pointer
 * @cssprop --nara-primary-press - That button pressed
 * @cssprop --nara-on-primary - Text on these three
 * @cssprop --nara-primary-soft - Selected choice, icon tiles
 * @cssprop --nara-primary-soft-2 - Avatar; own bubble, unless that is set
 * @cssprop --nara-on-primary-soft - Text and icons on primary-soft
 * @cssprop --nara-link - Links, quiet buttons
 * @cssprop --nara-focus - The ring around what has the focus
 * @cssprop --nara-canvas - Behind everything
 * @cssprop --nara-surface - Cards, fields, the clinic's bubble
 * @cssprop --nara-surface-2 - A row under the pointer
 * @cssprop --nara-surface-3 - Pressed, switched off
 * @cssprop --nara-raised - Dialogs
 * @cssprop --nara-line - Hairlines: decoration
 * @cssprop --nara-line-strong - The edge of a field or choice
 * @cssprop --nara-ink - Text
 * @cssprop --nara-ink-2 - Secondary text
 * @cssprop --nara-header - The panel's header
 * @cssprop --nara-on-header - Its title and buttons
 * @cssprop --nara-on-header-2 - The line under its title
 * @cssprop --nara-header-edge - The line below it (fi: the band above)
 * @cssprop --nara-bubble-own - The reader's own messages
 * @cssprop --nara-on-bubble-own - Text in them
 * @cssprop --nara-bubble-staff - The clinic's messages
 * @cssprop --nara-on-bubble-staff - Text in them
 * @cssprop --nara-radius-s - Corners of tiles: a length of 0 to 32 px, as the next four
 * @cssprop --nara-radius-m - Corners of cards and fields
 * @cssprop --nara-radius-l - Corners of dialogs
 * @cssprop --nara-radius-bubble - Corners of messages
 * @cssprop --nara-radius-button - Corners of buttons
 * @cssprop --nara-scale - Size of the text, 1 to 1.5
 * @cssprop --nara-font - Families by name, at most eight; those of the reader's own device alone, since the panel fetches no font
 */
export interface ChatAttributes {
  /** The region's id on the hub. */
  region: string;
  /** The hub's origin. */
  hub: string;
  /** The language of button and panel: `sv` (the region's own Swedish), `sv-SE`, `sv-FI`, `fi`, `en`. Without it: the page's. */
  lang?: string | undefined;
  /** The button's colours and corners. */
  preset?: 'neutral' | 'se' | 'fi' | undefined;
  /** Where the conversation runs: in a frame (the default), on the hub's own page, or among the page's elements on origins that the hub lists. */
  mode?: 'frame' | 'page' | 'inline' | undefined;
  /** No button: the page has one of its own. */
  'no-launcher'?: Flag | undefined;
  /** The button says until when it is open: one request to the hub, without credentials, when the page is loaded. */
  status?: Flag | undefined;
  /** Comes back by itself when a script replaces the page's body. */
  permanent?: Flag | undefined;
}

/**
 * What may be written on `<nara-feedback>`.
 *
 * @csspart box - All of it
 * @csspart ask - The question with its two buttons
 * @csspart question - The question
 * @csspart button - Every button
 * @csspart yes - The button Yes
 * @csspart no - The button No
 * @csspart state - The line of what became of the answer, with its button
 * @csspart status - What became of the answer
 * @csspart retry - The button that sends once more
 * @csspart more - What comes after an answer
 * @csspart warning - What not to write
 * @csspart comment - The field for a comment
 * @csspart send - The button that sends a comment
 * @cssprop --nara-font - The typeface
 * @cssprop --nara-scale - The size of everything, 1 to 1.5
 * @cssprop --nara-ink - Text
 * @cssprop --nara-ink-2 - Text that is less important
 * @cssprop --nara-primary - Buttons: text and border, or all of one that is pressed
 * @cssprop --nara-on-primary - Text on a button that is pressed
 * @cssprop --nara-primary-soft - A button that the pointer is over
 * @cssprop --nara-surface - Behind buttons and the field
 * @cssprop --nara-line-strong - The border of the field
 * @cssprop --nara-on-warning-soft - The line of what has gone wrong
 * @cssprop --nara-focus - The focus ring
 * @cssprop --nara-radius-m - Corners of the field
 * @cssprop --nara-radius-button - Corners of buttons
 */
export interface FeedbackAttributes {
  /** The region's id on the hub. */
  region: string;
  /** The hub's origin. Needed where the script is not the hub's own tag. */
  hub?: string | undefined;
  /** The language: `sv-SE`, `sv-FI`, `fi` or `en`. Without it: that of the nearest element around it that has one. */
  lang?: string | undefined;
  /** Colours and corners. */
  preset?: 'neutral' | 'se' | 'fi' | undefined;
  /** The page's address where that is not the document's. Another one begins anew. */
  page?: string | undefined;
}

/**
 * What may be written on `<nara-hours>`.
 *
 * @csspart box - All of it
 * @csspart status - Whether it is open
 * @csspart open - The status while it is open
 * @csspart closed - The status while it is closed
 * @csspart table - The week
 * @csspart row - A day
 * @csspart today - The row of today
 * @csspart exceptions - The heading of the exceptions
 * @csspart button - Every button
 * @csspart retry - The button that asks once more
 * @cssprop --nara-font - The typeface
 * @cssprop --nara-scale - The size of everything, 1 to 1.5
 * @cssprop --nara-ink - Text
 * @cssprop --nara-ink-2 - Text that is less important
 * @cssprop --nara-line - Lines between days
 * @cssprop --nara-line-strong - The border of the status while it is closed
 * @cssprop --nara-surface - Behind the status while it is closed, and behind the button
 * @cssprop --nara-success-soft - Behind the status while it is open
 * @cssprop --nara-on-success-soft - The status while it is open
 * @cssprop --nara-primary - The button's text and border
 * @cssprop --nara-primary-soft - The button that the pointer is over
 * @cssprop --nara-on-warning-soft - The line of what has gone wrong
 * @cssprop --nara-focus - The focus ring
 * @cssprop --nara-radius-button - Corners of the button
 */
export interface HoursAttributes {
  /** The region's id on the hub. */
  region: string;
  /** The unit's HSA-id or SOTE OID. */
  unit: string;
  /** The hub's origin. Needed where the script is not the hub's own tag. */
  hub?: string | undefined;
  /** The language: `sv-SE`, `sv-FI`, `fi` or `en`. Without it: that of the nearest element around it that has one. */
  lang?: string | undefined;
  /** Colours and corners. */
  preset?: 'neutral' | 'se' | 'fi' | undefined;
}

/** What a template gives `<nara-chat>` as a property: no attribute holds it. */
export interface ChatProperties {
  theme?: NaraChat['theme'] | undefined;
}

/** Listeners for what a chat tells, each under the event's name with a prefix as the template's language has it. */
export type ChatListeners<Prefix extends string, Capitalized extends boolean = false> = {
  [Name in keyof ChatEvents as `${Prefix}${Capitalized extends true ? Capitalize<Name> : Name}`]?:
    | ((event: ChatEvents[Name]) => void)
    | undefined;
};
