import type { JSX as Preact } from 'preact';
import type { JSX as React } from 'react';
import type { JSX as Solid } from 'solid-js';
import type { GlobalComponents } from 'vue';
import './jsx.ts';
import './vue.ts';

type Vue<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$props'];

const place = { hub: 'https://hub.example', region: 'norrvik' };
const counts: number[] = [];
const count = (event: CustomEvent<number>) => counts.push(event.detail);

/** What compiles: a JSX tag with attributes is checked as such an object is. */
export const react: readonly React.IntrinsicElements['nara-chat'][] = [
  { ...place, onunread: event => counts.push(event.detail), 'no-launcher': true, className: 'chat', key: 1 },
  { ...place, ref: chat => chat?.open(), theme: { primary: '#1a4787' } },
];
export const preact: Preact.IntrinsicElements['nara-chat'] = {
  ...place,
  onunread: event => counts.push(event.detail),
  class: 'chat',
  ref: chat => chat?.open(),
};
export const solid: Solid.IntrinsicElements['nara-chat'] = {
  ...place,
  'on:unread': event => counts.push(event.detail),
  'prop:theme': { primary: '#1a4787' },
  class: 'chat',
};
export const vue: Vue<'nara-chat'> = {
  ...place,
  onUnread: event => counts.push(event.detail),
  class: 'chat',
};
export const sisters: readonly [
  React.IntrinsicElements['nara-hours'],
  Preact.IntrinsicElements['nara-feedback'],
  Solid.IntrinsicElements['nara-hours'],
  Vue<'nara-feedback'>,
] = [
  { region: 'norrvik', unit: 'SE2329990017-A001' },
  { region: 'norrvik', page: 'https://www.norrvik.example/vard' },
  { region: 'norrvik', unit: 'SE2329990017-A001', preset: 'se' },
  { region: 'norrvik', preset: 'fi' },
];

// What must not compile: each below is a fault that only the types can find.
// @ts-expect-error a region is needed
export const noRegion: React.IntrinsicElements['nara-chat'] = { hub: place.hub };
// @ts-expect-error an event that there is none of
export const noEvent: React.IntrinsicElements['nara-chat'] = { ...place, onmessage: count };
// @ts-expect-error a mode that there is none of
export const noMode: Preact.IntrinsicElements['nara-chat'] = { ...place, mode: 'window' };
// @ts-expect-error a unit is needed
export const noUnit: Preact.IntrinsicElements['nara-hours'] = { region: 'norrvik' };
// @ts-expect-error a preset that there is none of
export const noPreset: Solid.IntrinsicElements['nara-feedback'] = { region: 'norrvik', preset: 'no' };
// @ts-expect-error Solid listens by on:
export const noListener: Solid.IntrinsicElements['nara-chat'] = { ...place, onunread: count };
// @ts-expect-error the detail is a number
export const noDetail: Vue<'nara-chat'> = { ...place, onUnread: (event: CustomEvent<string>) => event };
// @ts-expect-error a unit is needed
export const noUnitEither: Vue<'nara-hours'> = { region: 'norrvik' };
