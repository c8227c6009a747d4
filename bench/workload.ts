/** Returns ten settings for one module, three levels deep, with the types of values that options have. */
export function settingsOf(
  index: number,
): Record<string, Record<string, Record<string, string | number | boolean | string[]>>> {
  return {
    lib: {
      [`service-${String(index)}`]: {
        enable: true,
        port: 1024 + index,
        user: `user-${String(index)}`,
        openFirewall: false,
        logLevel: "info",
        dataDir: `/var/lib/service-${String(index)}`,
        extraArguments: ["--verbose", "--listen", "127.0.0.1"],
        timeout: 30.5,
        description: "A service that listens and answers",
        restart: "on-failure",
      },
    },
  };
}
