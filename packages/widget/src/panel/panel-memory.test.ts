import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemory, type TabStorage } from './panel-memory.ts';
import { firstState } from './panel-state.ts';

function mapStorage(): TabStorage & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    get length() {
      return values.size;
    },
    key: index => [...values.keys()][index] ?? null,
    getItem: key => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: key => void values.delete(key),
  };
}

test('a reload finds the state and the draft', () => {
  const storage = mapStorage();
  const before = openMemory('norrvik', storage);
  before.setState({ ...firstState, view: 'write', serviceId: 's', starting: true });
  before.setDraft('', '', 'Jag har utslag');
  const after = openMemory('norrvik', storage);
  assert.deepEqual(after.state(), { ...firstState, view: 'write', serviceId: 's' });
  assert.equal(after.draft('', ''), 'Jag har utslag');
});

test('what was typed before login is the person’s own after it, and nobody else’s', () => {
  const memory = openMemory('norrvik', mapStorage());
  memory.setDraft('', '', 'text');
  memory.adoptDraft('anna');
  assert.equal(memory.draft('anna', ''), 'text');
  assert.equal(memory.draft('', ''), '');
  assert.equal(memory.draft('bo', ''), '');
});

test('what was typed before login comes after what the person had not sent, once', () => {
  const memory = openMemory('norrvik', mapStorage());
  memory.setDraft('anna', '', 'Jag har utslag');
  for (const text of ['på armen', 'Jag har utslag\n\npå armen']) {
    memory.setDraft('', '', text);
    memory.adoptDraft('anna');
    assert.equal(memory.draft('anna', ''), 'Jag har utslag\n\npå armen');
    assert.equal(memory.draft('', ''), '');
  }
});

test('in a full storage what was typed before login stays where it is', () => {
  const storage = mapStorage();
  const memory = openMemory('norrvik', storage);
  memory.setDraft('', '', 'text');
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  memory.adoptDraft('anna');
  assert.equal(memory.draft('', ''), 'text');
});

test('wiping leaves nothing of the region, and other regions alone', () => {
  const storage = mapStorage();
  const memory = openMemory('norrvik', storage);
  memory.set('token', 'secret');
  memory.setDraft('anna', 'c', 'text');
  openMemory('saaristo', storage).set('locale', 'fi');
  memory.wipe();
  assert.deepEqual([...storage.values.keys()], ['nara:saaristo:locale']);
});

test('after its end nothing is kept any more', () => {
  const storage = mapStorage();
  const memory = openMemory('norrvik', storage);
  memory.set('token', 'secret');
  memory.end();
  memory.set('flag', 'open');
  memory.setState(memory.state());
  memory.setDraft('anna', 'c', 'text');
  assert.deepEqual([...storage.values.keys()], []);
});

test('what is kept under one person’s key is forgotten when another comes, also what the SDK keeps', () => {
  const storage = mapStorage();
  const memory = openMemory('norrvik', storage);
  memory.set('locale', 'fi');
  for (const person of ['anna', 'annabel', '']) memory.setDraft(person, 'c', 'text');
  storage.setItem('nara.outbox.norrvik.anna', '[]');
  memory.forgetPerson('');
  memory.forgetPerson('anna');
  assert.deepEqual(
    [...storage.values.keys()],
    ['nara:norrvik:locale', 'nara:norrvik:draft:annabel:c', 'nara:norrvik:draft::c'],
  );
});

test('a storage that throws is replaced by the page’s own memory, and said to be', () => {
  const throwing = {
    ...mapStorage(),
    setItem() {
      throw new Error('denied');
    },
  };
  const memory = openMemory('norrvik', throwing);
  memory.set('token', 'x');
  assert.equal(memory.get('token'), 'x');
  assert.ok(!memory.lasts);
  assert.ok(openMemory('norrvik', mapStorage()).lasts);
});

test('a state that is not ours is the first state', () => {
  const storage = mapStorage();
  for (const text of ['', '{', '[]', '{"view":"admin"}', 'null']) {
    storage.setItem('nara:norrvik:state', text);
    assert.deepEqual(openMemory('norrvik', storage).state(), firstState, text);
  }
});
