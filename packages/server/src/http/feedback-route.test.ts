import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, beforeEach, describe, test } from 'node:test';
import { limits } from '@nara/contract';
import { Browser, type Reply } from '../testing/browser.ts';
import { hostPage, startTestHub, type TestHub } from '../testing/test-hub.ts';

const page = `${hostPage}/vardcentraler`;
const day = 86_400_000;
let hub: TestHub;
before(async () => {
  hub = await startTestHub({ rateLimits: { feedback: 1_000 } });
});
after(() => hub.close());

/** What is stored, as it lies in the file. */
function rows(of = hub): Record<string, unknown>[] {
  const database = new DatabaseSync(join(of.config.data, 'norrvik.sqlite'));
  const found = database.prepare('SELECT * FROM page_feedback ORDER BY rowid').all();
  database.close();
  return found.map(row => ({ ...row }));
}
beforeEach(() => {
  const database = new DatabaseSync(join(hub.config.data, 'norrvik.sqlite'));
  database.exec('DELETE FROM page_feedback');
  database.close();
});

const answer = (input: Readonly<Record<string, unknown>> = {}) => ({
  id: crypto.randomUUID(),
  page,
  answer: 'yes',
  language: 'sv-SE',
  ...input,
});

function send(
  input: Readonly<Record<string, unknown>>,
  { origin = hostPage, to = hub, region = 'norrvik' } = {},
): Promise<Reply> {
  return new Browser().send(`${to.residents}/r/${region}/feedback`, {
    method: 'POST',
    // Moving the clock by days takes longer than a server keeps a quiet connection.
    headers: { connection: 'close', ...(origin !== '' && { origin }) },
    body: answer(input),
  });
}

const refusal = ({ status, json }: Reply) => [status, json?.['code'], json?.['path']];

describe('an answer about a page', () => {
  test('is stored as the page without query and fragment, the day, and nothing of who gave it', async () => {
    const id = crypto.randomUUID();
    const { status, headers, text } = await send({
      id,
      page: `${page}?namn=Karin&x=1#norrvik`,
      answer: 'no',
      comment: ' Jag hittade  inte tiderna.\r\nTack! ',
    });
    assert.deepEqual([status, text], [204, '']);
    assert.equal(headers.get('set-cookie'), null);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual(rows(), [
      {
        id,
        day: '2026-11-24',
        page,
        answer: 'no',
        language: 'sv-SE',
        comment: 'Jag hittade  inte tiderna.\nTack!',
      },
    ]);
    assert.doesNotMatch(hub.log(), /127\.0\.0\.1(?!:)|vardcentraler|hittade/);
  });

  test('has no identity number in its comment or address', async () => {
    await send({
      page: `${hostPage}/p/199306069882`,
      comment: 'Jag heter 930606-9882, min man 051198-907M.',
    });
    const [row] = rows();
    assert.deepEqual(
      [row?.['page'], row?.['comment']],
      [`${hostPage}/p/[id]`, 'Jag heter [id], min man [id].'],
    );
  });

  test('counts once when it comes again, and its comment may come later', async () => {
    const id = crypto.randomUUID();
    await send({ id });
    await send({ id, answer: 'no' });
    await send({ id, answer: 'no', comment: 'För långt.' });
    await send({ id, answer: 'no', comment: '  ' });
    assert.deepEqual(
      rows().map(row => [row['answer'], row['comment']]),
      [['no', 'För långt.']],
    );
  });

  test('may be read by the page that gave it alone, and never with credentials', async () => {
    const { headers } = await send({});
    assert.equal(headers.get('access-control-allow-origin'), hostPage);
    assert.equal(headers.get('access-control-allow-credentials'), null);
    assert.match(headers.get('vary') ?? '', /Origin/);
  });
});

describe('a preflight', () => {
  const ask = (origin: string) =>
    new Browser().send(`${hub.residents}/r/norrvik/feedback`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  test('lets a page of the region send', async () => {
    const { status, headers } = await ask(hostPage);
    assert.equal(status, 204);
    assert.equal(headers.get('access-control-allow-origin'), hostPage);
    assert.equal(headers.get('access-control-allow-methods'), 'POST');
    assert.equal(headers.get('access-control-allow-headers'), 'content-type');
  });

  test('lets no other page send', async () => {
    const { headers } = await ask('https://elsewhere.example');
    assert.equal(headers.get('access-control-allow-origin'), null);
  });
});

describe('refused, and nothing is stored:', () => {
  const refused: readonly (readonly [string, Readonly<Record<string, unknown>>, object, unknown[]])[] = [
    [
      'another origin',
      { page: 'https://elsewhere.example/' },
      { origin: 'https://elsewhere.example' },
      [403, 'origin_refused', undefined],
    ],
    [
      'an origin like the region’s',
      {},
      { origin: `${hostPage}.evil.example` },
      [403, 'origin_refused', undefined],
    ],
    ['a page that hides its origin', {}, { origin: 'null' }, [403, 'origin_refused', undefined]],
    ['no origin', {}, { origin: '' }, [403, 'origin_refused', undefined]],
    [
      'a page on another origin',
      { page: 'https://minasidor.norrvik.example/' },
      {},
      [400, 'invalid_input', 'page'],
    ],
    ['an address that is no page', { page: 'javascript:alert(1)' }, {}, [400, 'invalid_input', 'page']],
    [
      'an address that is too long',
      { page: `${page}${'a'.repeat(limits.url)}` },
      {},
      [400, 'invalid_input', 'page'],
    ],
    [
      'a comment that is too long',
      { comment: 'x'.repeat(limits.feedbackComment + 1) },
      {},
      [400, 'invalid_input', 'comment'],
    ],
    ['another answer', { answer: 'maybe' }, {}, [400, 'invalid_input', 'answer']],
    ['another language', { language: 'de' }, {}, [400, 'invalid_input', 'language']],
    ['no id', { id: 'x' }, {}, [400, 'invalid_input', 'id']],
    ['a region that is not there', {}, { region: 'elsewhere' }, [404, 'not_found', undefined]],
  ];
  for (const [what, input, options, expected] of refused)
    test(what, async () => {
      assert.deepEqual(refusal(await send(input, options)), expected);
      assert.deepEqual(rows(), []);
    });

  test('a body that is too large', async () => {
    assert.deepEqual(refusal(await send({ comment: 'x'.repeat(20_000) })), [413, 'too_large', undefined]);
  });

  test('more from one address than the limit, which the page may read', async () => {
    const limited = await startTestHub({ rateLimits: { feedback: 2 } });
    try {
      const replies: Reply[] = [];
      for (let count = 0; count < 3; count += 1) replies.push(await send({}, { to: limited }));
      assert.deepEqual(
        replies.map(({ status }) => status),
        [204, 204, 429],
      );
      assert.equal(replies[2]?.json?.['code'], 'too_many');
      assert.equal(replies[2]?.headers.get('access-control-allow-origin'), hostPage);
      assert.equal(rows(limited).length, 2);
      assert.equal((await new Browser().send(`${limited.residents}/r/norrvik/about`)).status, 200);
    } finally {
      await limited.close();
    }
  });

  test('a region that receives none', async () => {
    const silent = await startTestHub({ without: 'feedback' });
    try {
      assert.deepEqual(refusal(await send({}, { to: silent })), [404, 'not_found', undefined]);
    } finally {
      await silent.close();
    }
  });
});

test('a comment of the longest length is taken, and stays its days and no longer', async () => {
  const comment = 'å'.repeat(limits.feedbackComment);
  await send({ comment });
  assert.equal(rows()[0]?.['comment'], comment);
  hub.clock.advance(30 * day);
  await send({ comment: 'Ny' });
  assert.deepEqual(
    rows().map(row => row['comment']),
    [comment, 'Ny'],
  );
  hub.clock.advance(day);
  await send({});
  assert.deepEqual(
    rows().map(row => row['comment']),
    [null, 'Ny', null],
  );
});
