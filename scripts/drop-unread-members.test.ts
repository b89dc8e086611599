import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unreadMembers, withoutMembers } from './drop-unread-members.ts';

const wire = `
class Wire {
  constructor() { this.open(); }
  open() { return this.shake(); }
  shake() { return ['late'].map(name => this[name]()); }
  late() {}
  stream(n) { return this.subject(n) ?? this.stream(n); }
  subject() { return this.stream(); }
  get state() { return 1; }
  set state(value) { this.off(); }
  off() {}
  send() {}
  static create() { return new Wire(); }
}
const wire = Wire.create();`;
const names = (ofUsers: string) =>
  unreadMembers([wire], [ofUsers]).map(({ className, name }) => `${className}.${name}`);

test('what nothing leads to is unread, though it names itself or others of its kind', () => {
  assert.deepEqual(names(''), [
    'Wire.stream',
    'Wire.subject',
    'Wire.state',
    'Wire.state',
    'Wire.off',
    'Wire.send',
  ]);
});

test('what a user names is read, and what that leads to', () => {
  assert.deepEqual(names('wire.send()'), [
    'Wire.stream',
    'Wire.subject',
    'Wire.state',
    'Wire.state',
    'Wire.off',
  ]);
  assert.deepEqual(names('const { stream } = wire;'), ['Wire.state', 'Wire.state', 'Wire.off', 'Wire.send']);
  assert.deepEqual(names("wire['state'] = 1"), ['Wire.stream', 'Wire.subject', 'Wire.send']);
});

test('a variable of the same name reads nothing', () => {
  assert.ok(names('const send = 1; f(send);').includes('Wire.send'));
});

test('only classes of the package lose members: those of its users are called from elsewhere', () => {
  assert.deepEqual(unreadMembers(['new Set().add(1)'], ['class Texts { get locale() { return 1; } }']), []);
});

test('the members go, and nothing else of the same name', () => {
  const code =
    'class Wire { send() { return 1; } open() {} } class Other { send() {} } const send = { send() {} };';
  assert.equal(
    withoutMembers(code, [{ className: 'Wire', name: 'send' }]),
    'class Wire {  open() {} } class Other { send() {} } const send = { send() {} };',
  );
});
