import { buildDocs, docsFolder } from './build-docs.ts';
import { serveFolder } from './serve-folder.ts';

/** `npm run docs`: builds the documents as a site and serves it. `npm run docs -- build` only builds. */
const [act = 'serve', ...rest] = process.argv.slice(2);
if (!['serve', 'build'].includes(act) || rest.length > 0) {
  console.error('npm run docs [-- build]');
  process.exit(1);
}
await buildDocs();
console.log(`The site is built: ${docsFolder}`);
if (act === 'serve') {
  const { origin } = await serveFolder(docsFolder, { port: 8700 });
  console.log(`It is served at ${origin}. Ctrl-C ends that.`);
}
