// cspell:disable -- names and patterns, not words
/**
 * Defaults of options that have the name of a secret: public, because NixOS itself contains them. Source: the options of
 * NixOS 24.05.
 */
const defaults: readonly (readonly [option: string, value: string])[] = [
  ["services.blockbook-frontend.<name>.rpc.password", "rpc"],
  ["services.buildbot-worker.workerPass", "pass"],
  ["services.cadvisor.storageDriverPassword", "root"],
  ["services.cpuminer-cryptonight.pass", "x"],
  ["services.croc.pass", "pass123"],
  ["services.crowd.openidPassword", "WILL_NEVER_BE_SET"],
  ["services.flarum.initialAdminPassword", "flarum"],
  ["services.grafana.settings.security.admin_password", "admin"],
  ["services.grafana.settings.security.secret_key", "SW2YcwTIb9zpOOhoPsMm"],
  ["services.hydron.password", "hydron"],
  ["services.i2pd.proto.http.pass", "i2pd"],
  ["services.kasmweb.defaultAdminPassword", "kasmweb"],
  ["services.kasmweb.defaultGuacToken", "kasmweb"],
  ["services.kasmweb.defaultManagerToken", "kasmweb"],
  ["services.kasmweb.defaultRegistrationToken", "kasmweb"],
  ["services.kasmweb.defaultUserPassword", "kasmweb"],
  ["services.kasmweb.postgres.password", "kasmweb"],
  ["services.kasmweb.redisPassword", "kasmweb"],
  ["services.keycloak.initialAdminPassword", "changeme"],
  ["services.mattermost.localDatabasePassword", "mmpgsecret"],
  ["services.wasabibackend.rpc.password", "password"],
  ["services.xserver.displayManager.lightdm.greeters.tiny.label.pass", "Password"],
  ["services.zoneminder.database.password", "zmpass"],
  [
    "services.netbird.server.management.settings.DataStoreEncryptionKey",
    "genEVP6j/Yp2EeVujm0zgqXrRos29dQkpvX0hHdEUlQ=",
  ],
  ["services.netbird.server.management.settings.TURNConfig.Secret", "not-secure-secret"],
  ["services.netbird.server.management.settings.TURNConfig.Turns.Password", "netbird"],
];

/** Whether a value is the default of its option. Positions in lists do not matter. */
export function isPublicDefault(path: readonly (string | number)[], value: string): boolean {
  const names = path.filter((name) => typeof name === "string");
  return defaults.some(([option, known]) => known === value && matches(option.split("."), names));
}

const matches = (option: readonly string[], names: readonly string[]): boolean =>
  option.length === names.length && option.every((name, index) => name === "<name>" || name === names[index]);
