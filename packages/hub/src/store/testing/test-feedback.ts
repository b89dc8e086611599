import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PageFeedback, Store } from '../port.ts';

const page = 'https://www.norrvik.example/vardcentraler';
const given: PageFeedback = { id: 'f1', day: '2026-11-24', page, answer: 'yes', language: 'sv-SE' };

/** What every store promises of what readers say of pages. */
export function testFeedback(store: () => Store): void {
  const put = (...all: readonly Partial<PageFeedback>[]) =>
    store().write(async tx => {
      for (const some of all) await tx.feedback.put({ ...given, ...some });
    });
  const counts = (since?: string) => store().read(tx => tx.feedback.counts(since));
  const comments = (since?: string) => store().read(tx => tx.feedback.comments(since));

  describe('what readers say of pages', () => {
    test('is counted by page and answer, since a day', async () => {
      const other = 'https://www.norrvik.example/';
      await put({}, { id: 'f2' }, { id: 'f3', answer: 'no', day: '2026-11-25' }, { id: 'f4', page: other });
      assert.deepEqual(await counts(), [
        { page: other, answer: 'yes', count: 1 },
        { page, answer: 'no', count: 1 },
        { page, answer: 'yes', count: 2 },
      ]);
      assert.deepEqual(await counts('2026-11-25'), [{ page, answer: 'no', count: 1 }]);
      assert.deepEqual(await counts('2026-11-26'), []);
    });

    test('is told by day where it has a comment', async () => {
      await put(
        { id: 'f2', day: '2026-11-25', comment: 'Två' },
        { comment: 'Ett', language: 'fi' },
        { id: 'f3' },
      );
      const first = { day: '2026-11-24', page, answer: 'yes', language: 'fi', comment: 'Ett' };
      const second = { day: '2026-11-25', page, answer: 'yes', language: 'sv-SE', comment: 'Två' };
      assert.deepEqual(await comments(), [first, second]);
      assert.deepEqual(await comments('2026-11-25'), [second]);
    });

    test('is counted once however often it comes, as it came last, and a late retry takes no comment away', async () => {
      await put(
        { answer: 'no' },
        { comment: 'Bra', day: '2026-11-25', page: 'https://elsewhere.example/' },
        {},
      );
      assert.deepEqual(await counts(), [{ page, answer: 'yes', count: 1 }]);
      assert.deepEqual(await comments(), [
        { day: '2026-11-24', page, answer: 'yes', language: 'sv-SE', comment: 'Bra' },
      ]);
    });

    test('loses its comment before a day, and stays counted', async () => {
      await put({ comment: 'Gammal' }, { id: 'f2', day: '2026-11-25', comment: 'Ny' });
      await store().write(tx => tx.feedback.removeComments('2026-11-25'));
      assert.deepEqual(
        (await comments()).map(({ comment }) => comment),
        ['Ny'],
      );
      assert.deepEqual(await counts(), [{ page, answer: 'yes', count: 2 }]);
    });
  });
}
