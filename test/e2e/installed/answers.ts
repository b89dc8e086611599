import type { RequestEntry } from '../driver/browser.ts';

/** How an answer may be kept, by its path: a file whose name changes with its content for good, what is the same for everybody a minute at most. */
const rules = [
  { path: /-[\w-]{8,}\.js$/, rule: 'public, max-age=31536000, immutable' },
  { path: /^\/nara\.js$/, rule: 'public, no-cache' },
  { path: /^\/r\/[^/]+\/about$/, rule: 'public, max-age=60' },
  { path: /^/, rule: 'no-store' },
] as const;
const hashed = /-[\w-]{8,}\.js$/;

/** A line for each request: what was asked, what came, and how it may be kept. Hashes in names are left out, and what follows a path. */
export function listOf(requests: readonly RequestEntry[]): readonly string[] {
  return requests
    .map(({ method, url, answer }) => {
      const { origin, pathname } = new URL(url);
      const path = pathname.replace(hashed, '-HASH.js');
      return `${method} ${origin}${path} ${answer?.status ?? '-'} ${headerOf(answer, 'cache-control') ?? '-'}`;
    })
    .toSorted();
}

/** Those whose answer does not say, as its kind should, how it is kept. */
export function cacheFaults(requests: readonly RequestEntry[]): readonly string[] {
  const faulty = requests.filter(({ url, answer }) => {
    const wanted = rules.find(({ path }) => path.test(new URL(url).pathname))?.rule;
    return answer !== undefined && headerOf(answer, 'cache-control') !== wanted;
  });
  return listOf(faulty);
}

/** Each kind of cookie that the answers set, without its value. */
export function cookiesIn(requests: readonly RequestEntry[]): readonly string[] {
  const headers = requests.flatMap(({ answer }) => answer?.headers ?? []);
  const written = headers.filter(([name]) => name === 'set-cookie').flatMap(([, value]) => value.split('\n'));
  return [...new Set(written.map(each => each.replace(/=[^;]*/, '')))].toSorted();
}

function headerOf(answer: RequestEntry['answer'], wanted: string): string | undefined {
  return answer?.headers.find(([name]) => name === wanted)?.[1];
}
