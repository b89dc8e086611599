import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleScript } from '@nara/demo/bundle-script';
import { listen, type RunningServer } from '@nara/demo/http-server';

/** What the region's own web is made of. */
export interface RegionSiteOptions {
  readonly port: number;
  /** The origin of the residents' hub. */
  readonly hub: string;
  /** Where `@nara/widget` is installed. */
  readonly folder: string;
}

/**
 * A region's site with the policy of docs/embed.md. `/` has the script tag, `/element` the element from the installed package, bundled as a
 * site's own build would.
 */
export async function startRegionSite({ port, hub, folder }: RegionSiteOptions): Promise<RunningServer> {
  const source = join(folder, 'site.js');
  writeFileSync(source, "import '@nara/widget';\n");
  const script = await bundleScript(source);
  const pages: Readonly<Record<string, readonly [type: string, body: string]>> = {
    '/': page(
      `<script src="${hub}/nara.js" data-region="norrvik" data-lang="sv" data-preset="se" defer></script>`,
      '',
    ),
    '/element': page(
      '<script type="module" src="/site.js"></script>',
      `<nara-chat hub="${hub}" region="norrvik" lang="sv" preset="se"></nara-chat>`,
    ),
    '/site.js': ['text/javascript', script],
  };
  return listen(
    async (request, response) => {
      const [type, body] = pages[URL.parse(request.url ?? '', 'https://site.invalid')?.pathname ?? ''] ?? [];
      response.writeHead(body === undefined ? 404 : 200, {
        'content-type': `${type ?? 'text/plain'}; charset=utf-8`,
        'content-security-policy': `default-src 'none'; img-src data:; script-src 'self' ${hub}; frame-src ${hub}`,
        'cache-control': 'no-cache',
      });
      response.end(body);
    },
    { host: '127.0.0.1', name: '127.0.0.1', port },
  );
}

function page(head: string, body: string): readonly [type: string, body: string] {
  return [
    'text/html',
    `<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>Region Norrvik</title>${head}</head>
<body><h1>Region Norrvik</h1>${body}</body></html>`,
  ];
}
