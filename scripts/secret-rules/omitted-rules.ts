/** Rules of gitleaks that cdknix does not use, with the reason. */
export const omittedRules: ReadonlyMap<string, string> = new Map([
  ["generic-api-key", "guesses from names and entropy; option names say more"],
  ...[
    "adobe-client-id",
    "asana-client-id",
    "bitbucket-client-id",
    "discord-client-id",
    "flutterwave-public-key",
    "linkedin-client-id",
    "lob-pub-api-key",
    "mailgun-pub-key",
    "messagebird-client-id",
    "new-relic-user-api-id",
    "plaid-client-id",
    "sendbird-access-id",
    "sumologic-access-id",
  ].map((id) => [id, "an identifier or public key, not a secret"] as const),
]);
