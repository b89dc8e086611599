import type { Frame, Page } from 'puppeteer-core';

/**
 * Tells puppeteer of the frames of a page that came back from Firefox's back-forward cache: Firefox knows them,
 * but sends no `browsingContext.contextCreated` for them.
 */
export async function findRestoredFrames(page: Page): Promise<void> {
  const { connection } = page.browser() as unknown as BidiBrowser;
  const parent = idOf(page.mainFrame());
  const { result } = await connection.send('browsingContext.getTree', { root: parent });
  const known = page.frames().map(idOf);
  for (const child of result.contexts[0]?.children ?? [])
    if (!known.includes(child.context))
      connection.emit('browsingContext.contextCreated', { ...child, parent });
}

/** What puppeteer's pages and frames have over WebDriver BiDi, beyond their published types. */
interface BidiBrowser {
  readonly connection: {
    send(
      method: 'browsingContext.getTree',
      params: { readonly root: string },
    ): Promise<{ readonly result: { readonly contexts: readonly BidiContext[] } }>;
    emit(event: 'browsingContext.contextCreated', info: BidiContext & { readonly parent: string }): void;
  };
}

interface BidiContext {
  readonly context: string;
  readonly children: readonly BidiContext[] | null;
}

function idOf(frame: Frame): string {
  return (frame as unknown as { readonly _id: string })._id;
}
