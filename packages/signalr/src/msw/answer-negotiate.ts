import { HttpResponse, http, type RequestHandler } from 'msw';
import { negotiateBody, negotiateVersion } from '../http/negotiate.ts';
import { newConnectionId } from '../http/negotiated-connections.ts';

/** Answers the negotiate of a hub at an address: what follows is a WebSocket, whose link need not know the connection. */
export function answerNegotiate(address: string): RequestHandler {
  return http.post(`${address}/negotiate`, ({ request }) => {
    const asked = new URL(request.url).searchParams.get('negotiateVersion') ?? undefined;
    const agreed = negotiateVersion(asked, 0);
    if ('error' in agreed) return HttpResponse.json(agreed);
    const connection = { connectionId: newConnectionId(), token: newConnectionId(), isResumable: false };
    return new HttpResponse(negotiateBody(connection, agreed.version, ['WebSockets']), {
      headers: { 'content-type': 'application/json' },
    });
  });
}
