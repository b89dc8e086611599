import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Embedding } from './embedding.ts';
import type { PanelController } from './panel-controller.ts';
import { openMemory } from './panel-memory.ts';
import { until } from './panel-page-testing.ts';
import type { PanelSetting } from './panel-setting.ts';

const { setAppBadge } = navigator;
afterEach(() => {
  Reflect.deleteProperty(document, 'visibilityState');
  navigator.setAppBadge = setAppBadge;
});

test('on a page of its own, what is unread while the tab is hidden is in its title and on its icon', async () => {
  const badges: (number | undefined)[] = [];
  navigator.setAppBadge = async count => void badges.push(count);
  document.title = 'Vårdchatt';
  const setting: Partial<PanelSetting> = {
    memory: openMemory('norrvik', undefined),
    link: undefined,
    place: { element: document.documentElement, sheets: document },
    pageAddress: 'https://hub.example/r/norrvik/',
  };
  const page = new Embedding(setting as PanelSetting, () => {});
  const panel = { overview: { cases: [{ unread: 2 }, { unread: 1 }] } } as unknown as PanelController;
  const titleIs = (title: string) =>
    until(
      () => document.title === title,
      () => `the title ${title}, not ${document.title}`,
    );
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  assert.equal(page.visible, false);
  page.tell(panel);
  await titleIs('(3) Vårdchatt');
  Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
  assert.equal(page.visible, true);
  page.tell(panel);
  await titleIs('Vårdchatt');
  assert.deepEqual(badges, [3, 0]);
});
