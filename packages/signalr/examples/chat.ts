import { createServer } from 'node:http';
import { createSignalRServer, defineHub } from '@nara/signalr';

interface Chat {
  server: { join(room: string): void; say(room: string, text: string): void };
  client: { said(text: string, from: string): void };
}

const chat = defineHub<Chat>({
  methods: {
    join: (ctx, room) => ctx.groups.add(ctx.connectionId, room),
    say: (ctx, room, text) => ctx.clients.othersInGroup(room).send('said', text, ctx.connectionId),
  },
});

const signalr = createSignalRServer();
signalr.map('/chat', chat, { allowedOrigins: ['https://www.example.org'] });

createServer((request, response) => {
  if (!signalr.handleRequest(request, response)) response.writeHead(404).end();
})
  .on('upgrade', (request, socket, head) => {
    if (!signalr.handleUpgrade(request, socket, head)) socket.destroy();
  })
  .listen(Number(process.env['PORT'] ?? 5000));
