import { readFile } from 'node:fs/promises';
import { createProductClient } from '@nara/sdk/resident';
import { signIdentityToken } from './src/own-ui/identity-tokens.ts';

/** A robot that tries the demo's chat: it asks as a test person, thanks for each answer, and ends with the case. */
const { DEMO_HUB: hub = 'http://127.0.0.1:8300', DEMO_OWN_UI: origin = 'http://localhost:8600' } =
  process.env;
const key = JSON.parse(await readFile(process.env['DEMO_KEY'] ?? '.data/keys/own-ui.jwk.json', 'utf8'));
const person = { key: 'robot', identity: '199306069882', given: 'Karin', family: 'Lindqvist' };
const client = createProductClient({
  hub,
  region: 'norrvik',
  headers: { origin },
  whenIdle: 'renew',
  getIdentityToken: () =>
    signIdentityToken({ person, since: new Date() }, { issuer: origin, audience: `${hub}/r/norrvik`, key }),
});
client.on('message', ({ caseId, message }) => client.case(caseId).send(`Tack. Du skrev: ${message.text}`));
client.on('caseClosed', () => void client.close());
const question = { serviceId: 'question', language: 'sv', text: 'Hej, en robot provar chatten.' } as const;
const { caseId, reference } = await client.startCase(question);
client.case(caseId).subscribe(({ typing }) => typing && console.log(`${typing.name} is writing`));
console.log(`asked: ${reference}`);
