import type { Trim } from './trim-packages.ts';

/**
 * The official SignalR client as our pages run it: in a browser, over JSON, to our own hubs, made by the SDK's `official-hub.ts`
 * with an HTTP client and a reconnect policy of ours; over WebSockets, and long polling where they fail.
 */
export const signalrTrim: Trim = {
  package: '@microsoft/signalr',
  constants: {
    'Platform.isNode': 'false',
    'Platform.isNode || Platform.isReactNative': 'false',
    'Platform.isBrowser': 'true',
    // The tokens travel in the headers of our HTTP client, which is all that the other clients are for.
    'new AccessTokenHttpClient(options.httpClient || new DefaultHttpClient(this._logger), options.accessTokenFactory)':
      'options.httpClient',
    'this._accessTokenFactory': 'undefined',
    'this._httpClient.getCookieString(url)': 'undefined',
    // EventSource can send no header: its transport is never asked for.
    'new ServerSentEventsTransport(this._httpClient, this._httpClient._accessToken, this._logger, this._options)':
      'undefined',
    '!Platform.isNode && typeof EventSource !== "undefined" && !options.EventSource': 'false',
    // What it says to its developers of a page that the browser freezes, and of what may stand between them and their hub.
    'window.document.addEventListener("freeze", this._freezeEventListener)': 'undefined',
    'window.document.removeEventListener("freeze", this._freezeEventListener)': 'undefined',
    '"WebSocket failed to connect. The connection could not be found on the server," + " either the endpoint may not be a SignalR endpoint," + " the connection ID is not present on the server, or there is a proxy blocking WebSockets." + " If you have multiple servers check that sticky sessions are enabled."':
      '"WebSocket failed to connect."',
    // Our hubs negotiate, and send nobody elsewhere.
    'url.lastIndexOf("https://", 0) === 0 || url.lastIndexOf("http://", 0) === 0': 'true',
    'this._options.skipNegotiation': 'false',
    'this._isITransport(requestedTransport)': 'false',
    'negotiateResponse.url': 'undefined',
    'negotiateResponse.accessToken': 'undefined',
    'negotiateResponse.ProtocolVersion': 'undefined',
    // Stateful reconnect is for what keeps no numbers of its own.
    'this._messageBuffer': 'undefined',
    'this.connection.features.reconnect': 'false',
    'this.features.reconnect': 'false',
    // No method of our hubs takes or answers a stream.
    'this._replaceStreamingParams(args)': '[[], []]',
    'streamIds.length !== 0': 'false',
    'this._launchStreams(streams, promiseQueue)': 'undefined',
    'this._launchStreams(streams, sendPromise)': 'undefined',
    // The JSON protocol sends and receives text.
    'transferFormat === TransferFormat.Binary': 'false',
    'isArrayBuffer(data)': 'false',
    'typeof (this._buffer[0]) === "string"': 'true',
    // The level of its log is a number, the policy for reconnecting an object.
    'isLogger(logging)': 'false',
    'typeof logging === "string"': 'false',
    '!retryDelaysOrReconnectPolicy': 'false',
    'Array.isArray(retryDelaysOrReconnectPolicy)': 'false',
    'this._reconnectingCallbacks.length !== 0': 'false',
  },
  // Its log is of level Warning; what its parts expect of each other's arguments holds.
  silent:
    /^(?:this\._logger|logger)\.log\(LogLevel\.(?:Trace|Debug|Information),|^this\._logger\.log\(LogLevel\.Warning, "The page is being frozen|^Arg\.is/,
  replaced: { LongPollingTransport: 'packages/sdk/src/connection/later-long-polling.ts' },
  privateNames: /(?<![\w$])_[a-z]\w+/g,
  users: /\/packages\/sdk\/src\/connection\//,
};
