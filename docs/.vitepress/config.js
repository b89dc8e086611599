import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';

// scripts/docs-pages.ts lays out the pages and says which there are; here is how they are shown.
const cache = join(import.meta.dirname, '../../.cache');
const sidebar = JSON.parse(readFileSync(join(cache, 'docs-pages/sidebar.json'), 'utf8'));

const mark =
  'M12 3.5c5.1 0 9 3.4 9 7.9s-3.9 7.9-9 7.9c-1 0-2-.1-2.9-.4L4.6 20.6l.9-3.9C3.9 15.3 3 13.4 3 11.4c0-4.5 3.9-7.9 9-7.9Z';
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#0b7a75" d="${mark}"/></svg>`;

export default defineConfig({
  lang: 'en',
  title: 'Nära',
  description: 'A care chat for the web pages of Swedish regions and Finnish welfare areas',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  srcDir: '../.cache/docs-pages',
  outDir: join(cache, 'docs-site'),
  cacheDir: join(cache, 'docs-vite'),
  cleanUrls: true,
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    languageAlias: { csp: 'http', cron: 'sh' },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    nav: sidebar.slice(0, 5).map(({ text, items }) => ({ text, link: items[0].link, activeMatch: text })),
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    externalLinkIcon: false,
  },
});
