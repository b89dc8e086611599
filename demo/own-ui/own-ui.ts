import { element } from '../element.ts';
import { type Account, logIn, logOut, readLogin } from './account.ts';
import { brandViews } from './brand-views.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { type Language, languages, preferredLanguage, type Say, textsOf } from './texts.ts';

const hub = document.documentElement.dataset['hub'] ?? '';
let language: Language = preferredLanguage(navigator.languages);
let say: Say = textsOf(language);
let conversation: Conversation | undefined;

/** Draws the whole page for whoever is logged in with the product. */
async function show(): Promise<void> {
  conversation?.close();
  conversation = undefined;
  const { person, choices } = await readLogin();
  document.documentElement.lang = language;
  const main = element('main');
  if (person === undefined) main.append(loginView(choices));
  else {
    conversation = openConversation(hub, language, say, () => void show());
    main.append(weekView(person), conversation.node);
  }
  document.body.replaceChildren(
    headerView(person),
    main,
    element(
      'footer',
      {},
      element('p', {}, say('app.about')),
      element('p', {}, element('a', { href: '/embedded' }, say('app.embedded'))),
    ),
  );
}

function headerView(person: Account | undefined): HTMLElement {
  const choice = element('select', { id: 'language' });
  for (const [value, name] of languages)
    choice.append(element('option', { value, lang: value, selected: value === language }, name));
  choice.addEventListener('change', () => {
    language = choice.value as Language;
    say = textsOf(language);
    void show().then(() => document.querySelector<HTMLElement>('#language')?.focus());
  });
  const header = element(
    'header',
    {},
    ...brandViews(say),
    element('label', { htmlFor: 'language', className: 'unseen' }, say('app.language')),
    choice,
  );
  if (person !== undefined) {
    const leave = element('button', { type: 'button', className: 'quiet' }, say('login.logOut'));
    leave.addEventListener('click', () => void end());
    header.append(leave);
  }
  return header;
}

/** Out of the chat first: a page without a network forgets all the same. */
async function end(): Promise<void> {
  await conversation?.logout().catch(() => {});
  await logOut();
  await show();
  document.querySelector<HTMLElement>('h1')?.focus();
}

function loginView(choices: readonly Account[]): HTMLElement {
  const list = element('ul', { className: 'choices' });
  for (const account of choices) {
    const button = element('button', { type: 'button' }, say('login.as', { name: account.name }));
    button.addEventListener('click', async () => {
      await logIn(account);
      await show();
      document.querySelector<HTMLElement>('h1')?.focus();
    });
    list.append(element('li', {}, button));
  }
  return element(
    'section',
    { className: 'login' },
    element('h1', { tabIndex: -1 }, say('login.heading')),
    element('p', {}, say('login.info')),
    list,
  );
}

function weekView({ name }: Account): HTMLElement {
  const step = (text: string, isDone: boolean): HTMLElement =>
    element(
      'li',
      { className: isDone ? 'done' : 'left' },
      element('span', {}, text),
      element('span', { className: 'small' }, say(isDone ? 'week.done' : 'week.left')),
    );
  return element(
    'section',
    { className: 'week' },
    element('h1', { tabIndex: -1 }, say('week.heading', { name: name.split(' ')[0] ?? name })),
    element('p', {}, say('week.day')),
    element('progress', { max: 7, value: 4, ariaLabel: say('week.day') }),
    element(
      'ul',
      { className: 'steps' },
      step(say('week.walk'), true),
      step(say('week.balance'), true),
      step(say('week.rest'), false),
    ),
  );
}

await show();
