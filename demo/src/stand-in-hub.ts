/** A program in the hub's place, for tests: says with what it was called, and answers `/healthz` on both of its ports. */
export const standInHub = `
import { createServer } from 'node:http';
console.log(JSON.stringify({ args: process.argv.slice(2), data: process.env.DEMO_DATA, login: process.env.DEMO_LOGIN }));
const answer = (request, response) => response.writeHead(request.url === '/healthz' ? 200 : 404).end();
createServer(answer).listen(Number(process.env.DEMO_HUB_PORT), '127.0.0.1');
createServer(answer).listen(Number(process.env.DEMO_DESK_PORT), '127.0.0.1');
`;
