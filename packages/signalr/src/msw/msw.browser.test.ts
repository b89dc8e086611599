import { setupWorker } from 'msw/browser';
import { testUnderMsw } from '../testing/msw-suite.ts';

testUnderMsw(async (...handlers) => {
  const worker = setupWorker(...handlers);
  await worker.start({ quiet: true, onUnhandledFrame: 'bypass' });
  return () => worker.stop();
});
