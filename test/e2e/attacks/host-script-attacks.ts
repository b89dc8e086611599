import type { Page } from '../driver/browser.ts';
import { type Attack, keptBy, tokenOf, words } from './attack.ts';

const secret = 'Jag har sår som inte läker.';
const more = 'Det började för tre veckor sedan.';

/** What scripts of the host page can do. */
export const hostScriptAttacks: readonly Attack[] = [
  {
    name: 'a host script that tries to read everything: messages, keys, shadow roots, frames, storage, cookies, addresses',
    without: {
      panel: [
        {
          file: 'packages/widget/src/panel/embedding.ts',
          find: '    link.size(this.flag);',
          replace:
            "    link.size(this.flag); parent.postMessage(JSON.parse(JSON.stringify(panel.caseView ?? null)), '*');",
        },
      ],
    },
    async attempt(stage) {
      const resident = await stage.residentIn(await stage.person());
      const { page } = resident;
      await page.evaluate(spy);
      await resident.openChat();
      await resident.chooseService(/Symtom och besvär/);
      await resident.writeFirst(secret);
      const before = await lootOf(page);
      await (await resident.panel()).click({ role: 'button', name: words('write.next') });
      await resident.logIn(/BankID/, 'Bengt Ström');
      await page.evaluate(spy);
      await resident.sendFirst();
      await resident.sees(secret);
      const chat = await resident.panel();
      await chat.type({ role: 'textbox', name: words('composer.label') }, more);
      await chat.click({ role: 'button', name: words('composer.send') });
      await resident.sees(more);
      const loot = before + (await lootOf(page));
      const kept = await keptBy(chat);
      const secrets = [
        secret,
        more,
        'Bengt',
        'Symtom',
        '194805099985',
        await tokenOf(chat),
        kept['nara:norrvik:person'] ?? 'the person’s key',
        JSON.parse(kept['nara:norrvik:state'] ?? '{}').caseId ?? 'the case',
      ];
      const read = secrets.filter(one => loot.includes(one));
      return { succeeded: read.length > 0, seen: `${read.join(', ')} in ${loot}` };
    },
  },
];

/** Runs in the host page: hears what can be heard from now on. */
function spy(): void {
  const heard: string[] = [];
  Object.assign(globalThis, { heardBySpy: heard });
  addEventListener('message', event => heard.push(JSON.stringify(event.data)), true);
  for (const name of ['keydown', 'keypress', 'input', 'beforeinput', 'compositionend', 'paste'])
    document.addEventListener(
      name,
      event => heard.push(`${name} ${(event as KeyboardEvent).key ?? ''}`),
      true,
    );
  const { pushState, replaceState } = history;
  history.pushState = (...args) => {
    heard.push(String(args[2]));
    pushState.apply(history, args);
  };
  history.replaceState = (...args) => {
    heard.push(String(args[2]));
    replaceState.apply(history, args);
  };
}

/** All that a script of the page can get at, as one text. */
function lootOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const loot = [...(globalThis as unknown as { heardBySpy: string[] }).heardBySpy];
    const attempt = async (read: () => unknown) => {
      try {
        loot.push(String(await read()));
      } catch {
        // Out of reach.
      }
    };
    const frames: HTMLIFrameElement[] = [];
    const look = (root: ParentNode & { readonly innerHTML?: string }) => {
      loot.push(root.innerHTML ?? '');
      for (const element of root.querySelectorAll('*')) {
        if (element instanceof HTMLIFrameElement) frames.push(element);
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document.documentElement);
    for (const frame of frames) {
      await attempt(() => frame.contentDocument?.documentElement.outerHTML);
      await attempt(() => frame.contentWindow?.document.body.innerHTML);
      await attempt(() => frame.contentWindow?.location.href);
      await attempt(() => JSON.stringify(frame.contentWindow?.sessionStorage));
      await attempt(() => frame.contentWindow?.name);
    }
    await attempt(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    await attempt(() => document.cookie);
    await attempt(() => JSON.stringify(performance.getEntries()));
    await attempt(() => `${location.href} ${document.referrer} ${document.title} ${name}`);
    await attempt(() => JSON.stringify(history.state));
    await attempt(async () => JSON.stringify(await indexedDB.databases()));
    await attempt(async () => JSON.stringify(await caches.keys()));
    return loot.join('\n');
  });
}
