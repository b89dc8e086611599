import { testMemoryServer } from '../testing/memory-suite.ts';

testMemoryServer();
