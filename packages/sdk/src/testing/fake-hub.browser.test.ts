import { testFakeHub } from './fake-hub-suite-testing.ts';

testFakeHub();
