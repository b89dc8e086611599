// Stands in for node:test in a page: what tests of elements use of it, upon the functions that the test runner's page has.
type Body = () => void | Promise<void>;
type Declare = (name: string, body: Body) => void;
type Hook = (body: Body) => void;

const page = globalThis as unknown as Readonly<
  Record<'it' | 'describe', Declare> & Record<'before' | 'after' | 'beforeEach' | 'afterEach', Hook>
>;

export const test: Declare = (name, body) => page.it(name, () => body());
export const describe: Declare = (name, body) => page.describe(name, () => void body());
export const before: Hook = body => page.before(() => body());
export const after: Hook = body => page.after(() => body());
export const beforeEach: Hook = body => page.beforeEach(() => body());
export const afterEach: Hook = body => page.afterEach(() => body());
