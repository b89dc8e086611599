/** What differs between two runs of the same story, by what stands for it. */
const varying: readonly (readonly [RegExp, string])[] = [
  // With its day, if the story went on past midnight.
  [/(?:\b\d{1,2}\.?\s[a-zåäö]+\s)?\b\d{1,2}[.:]\d{2}\b/g, '{time}'],
  [/"[A-ZÅÄÖ][a-zåäö]+ \d{1,2}\.?\u00a0[a-zåäö]+"/g, '"{day}"'],
  [/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, '{reference}'],
  [/\bnyss\b|\bjuuri\snyt\b|\b\d+\smin\b/g, '{wait}'],
  [/\b\d+\s(?:år\b|v(?=\s|"))/g, '{age}'],
  [/Vi försöker igen(?:\som\s\d+\ssekund(?:er)?)?/g, '{retry}'],
  [/(?<=")(?:Ansluter|Ingen anslutning)(?=")/g, '{connecting}'],
  [/Du loggas ut om\s\d+\sminut(?:er)?/g, '{ending}'],
];

/** An accessibility tree, or a text of one, without what differs between two runs. */
export function steadyTree(tree: string): string {
  return varying.reduce((text, [pattern, word]) => text.replace(pattern, word), tree);
}
