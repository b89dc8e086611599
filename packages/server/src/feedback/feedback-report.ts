import type { AnswerCount, PageFeedback } from '@nara/hub/store';

/** A comment as it is told. */
export type PageComment = Required<Omit<PageFeedback, 'id'>>;

/** What readers answered about one page. */
export interface PageResult {
  readonly page: string;
  readonly yes: number;
  readonly no: number;
  readonly comments: readonly PageComment[];
}

/** Results by page, those with the most answers first. */
export function pageResults(
  counts: readonly AnswerCount[],
  comments: readonly PageComment[],
): readonly PageResult[] {
  const pages = [...new Set(counts.map(({ page }) => page))];
  const countOf = (page: string, answer: AnswerCount['answer']): number =>
    counts.find(each => each.page === page && each.answer === answer)?.count ?? 0;
  return pages
    .map(page => ({
      page,
      yes: countOf(page, 'yes'),
      no: countOf(page, 'no'),
      comments: comments.filter(each => each.page === page),
    }))
    .sort((a, b) => b.yes + b.no - (a.yes + a.no) || (a.page < b.page ? -1 : 1));
}

/** Results for a person at a terminal, a line each. */
export function reportLines(results: readonly PageResult[]): readonly string[] {
  if (results.length === 0) return ['No answers'];
  return results.flatMap((result, index) => [
    ...(index === 0 ? [] : ['']),
    result.page,
    `  yes ${result.yes}, no ${result.no}, ${shareOf(result)} % yes`,
    ...result.comments.flatMap(comment =>
      commentText(comment)
        .split('\n')
        .map((line, at) => `  ${at === 0 ? '' : '    '}${line}`),
    ),
  ]);
}

/**
 * Results as CSV (RFC 4180), a row a page, its comments on lines of one cell. No cell begins with what a reader wrote, so that a
 * spreadsheet takes none for a formula.
 */
export function csvLines(results: readonly PageResult[]): readonly string[] {
  return [
    'page,yes,no,share,comments',
    ...results.map(result =>
      [result.page, result.yes, result.no, shareOf(result), result.comments.map(commentText).join('\n')]
        .map(cell => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell))
        .join(','),
    ),
  ];
}

/** Whole per cent of the answers that were yes. */
function shareOf({ yes, no }: PageResult): number {
  return Math.round((100 * yes) / (yes + no));
}

function commentText({ day, answer, language, comment }: PageComment): string {
  return `${day} ${answer} (${language}): ${comment}`;
}
