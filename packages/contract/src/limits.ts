/** The limits of every input, in one place. Lengths of text are UTF-16 code units after normalisation; sizes are bytes. */
export const limits = {
  /** A message or an internal note. */
  messageText: 8_000,
  /** A comment on a page. */
  feedbackComment: 1_000,
  /** One hub message on the wire, with its separator (SignalR's MaximumReceiveMessageSize). */
  hubMessageBytes: 32 * 1024,
  /** What a client that polls sends at a time: one or more hub messages in the body of a POST. */
  hubBodyBytes: 1024 * 1024,
  /** What a region has residents agree to before their first message. */
  consentText: 4_000,
  /** A service, unit or region id, or the version of a consent text. */
  id: 64,
  /** A return page's address. */
  url: 2_048,
  /** An identity token, in its compact form. */
  identityToken: 8_192,
  /** Commands a session may send in a minute. */
  commandsPerMinute: 120,
  /** Typing notices a session may send in a minute. */
  typingPerMinute: 60,
  /** Negotiates a session may send in a minute: its tabs, and their reconnects. */
  negotiatesPerMinute: 60,
  /** Polls and sends of a session that polls, in a minute: its tabs, all that they may say, and what they hear. */
  pollsPerMinute: 1_200,
  /** Open cases a person may have at once. */
  openCases: 10,
  /** Events answered at a time to "since n"; a client further behind is told to read the snapshot. */
  eventsSince: 500,
  /** Entries in a snapshot: the newest of the case. */
  caseWindow: 100,
  /** Entries of a case's history answered at a time. */
  historyPage: 100,
} as const;

/** The number of this contract. A client sends it in negotiate (`?contract=1`); a hub serves it and the one before. */
export const contractVersion = 1;
