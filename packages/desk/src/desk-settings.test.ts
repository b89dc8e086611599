import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepSettings, readSettings } from './desk-settings.ts';

const refusing = {
  getItem: () => {
    throw new Error('denied');
  },
  setItem: () => {
    throw new Error('denied');
  },
};

test('settings come back as they were kept', () => {
  let kept = '';
  const storage = {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  };
  keepSettings(storage, { locale: 'fi', scheme: 'dark', keys: false });
  assert.deepEqual(readSettings(storage), { locale: 'fi', scheme: 'dark', keys: false });
});

test('without settings the desk follows the computer and its shortcuts work', () => {
  assert.deepEqual(readSettings(undefined), { scheme: 'auto', keys: true });
});

test('what is not understood is the default', () => {
  const storage = { getItem: () => '{"locale":"xx","scheme":"pink"}', setItem: () => {} };
  assert.deepEqual(readSettings(storage), { scheme: 'auto', keys: true });
  assert.deepEqual(readSettings({ ...storage, getItem: () => 'null' }), { scheme: 'auto', keys: true });
});

test('storage that refuses does no harm', () => {
  keepSettings(refusing, { scheme: 'dark', keys: true });
  assert.deepEqual(readSettings(refusing), { scheme: 'auto', keys: true });
});
