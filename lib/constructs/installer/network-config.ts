import type { Construct } from "constructs";
import { nix } from "../../nix";
import {
  Annotations,
  checkProps,
  declaredProps,
  Flake,
  NixosModule,
  profileContents,
  recordJointly,
  type NixosConfig,
  type ReleaseFacts,
} from "../core";

/**
 * Properties of {@link NetworkConfig}.
 * @public
 */
export interface NetworkConfigProps {
  /**
   * Uses NetworkManager with `nmtui` and `nmcli` (`networking.networkmanager.enable`) instead of wpa_supplicant with
   * `wpa_cli` (`networking.wireless.enable`), mainly for Wi-Fi. Default: that of the installer profile, which is
   * NetworkManager in graphical profiles; in the others, wpa_supplicant up to 25.05 and NetworkManager from 25.11.
   */
  readonly networkManager?: boolean;
  /** Domain of the live system (`networking.domain`). Default: none. */
  readonly domain?: string;
  /** Name servers in addition to those from DHCP (`networking.nameservers`). Default: none. */
  readonly nameservers?: readonly string[];
}

/** Addresses in the syntax of `nameserver` in resolv.conf(5); the range of each number is not checked. */
const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*(?:%\S+)?)$/;

/**
 * Network settings of the live system.
 *
 * @example
 * new NetworkConfig(iso, "network", { networkManager: true, domain: "example.org" });
 * @public
 */
export class NetworkConfig extends NixosModule {
  constructor(scope: Construct, id: string, props: NetworkConfigProps = {}) {
    const checked = checkProps(declaredProps.NetworkConfig, props, { exact: new.target === NetworkConfig });
    props = checked.props;
    super(scope, id, {
      config: ({ hosts }) => ({
        networking: {
          ...(props.networkManager === undefined
            ? {}
            : wifiDefinitions(
                props.networkManager,
                hosts.some(({ profile }) => profile !== undefined && profileContents(profile).isGraphical),
                Flake.of(this).releaseFacts,
              )),
          domain: props.domain,
          nameservers:
            props.nameservers === undefined || props.nameservers.length === 0 ? undefined : props.nameservers,
        },
        services:
          props.networkManager === false && Flake.of(this).releaseFacts.profileNetwork === "NetworkManager"
            ? { getty: { helpLine: wpaCliHelp } }
            : undefined,
      }),
    });
    checked.report(this);
    recordJointly(this, "NetworkConfig", props);
    for (const server of (props.nameservers ?? []).filter((text) => !address.test(text))) {
      Annotations.of(this).addError({
        code: "name-server",
        message: `${JSON.stringify(server)} is not the IP address of a name server`,
        value: JSON.stringify(server),
        reason: "a name server cannot be looked up by name",
        fix: 'use an address such as "192.0.2.53" or "2001:db8::53"',
      });
    }
  }
}

/** Up to 25.05, graphical profiles disable wireless with mkImageMediaOverride. Source: installation-cd-graphical-base.nix. */
function wifiDefinitions(
  networkManager: boolean,
  isGraphical: boolean,
  { profileNetwork: profile, wirelessControlOption }: ReleaseFacts,
): NixosConfig {
  if (networkManager) {
    return {
      networkmanager: { enable: true },
      wireless:
        profile === "wpa_supplicant"
          ? { enable: nix.comment("the installer profile turns it on, and NixOS refuses both", false) }
          : undefined,
    };
  }
  return {
    networkmanager:
      profile === "NetworkManager" || isGraphical
        ? {
            enable: nix.comment(
              "mkForce: the installer profile turns this on at the normal priority",
              nix.force(false),
            ),
          }
        : undefined,
    wireless: {
      enable:
        isGraphical && profile === "wpa_supplicant"
          ? nix.comment("mkForce: the installer profile turns this off at priority 60", nix.force(true))
          : true,
      ...wirelessControl(wirelessControlOption),
    },
  };
}

const wpaCliHelp = nix.comment(
  "below the text of the installer profile, which names nmtui",
  "This image has wpa_supplicant instead of NetworkManager: run `wpa_cli` instead of `nmtui`.",
);

const forWpaCli = nix.comment("for wpa_cli: the installer profile has NetworkManager and does not set this", true);

function wirelessControl(option: ReleaseFacts["wirelessControlOption"]): NixosConfig {
  if (option === "set by the profile") return {};
  return { userControlled: option === "userControlled" ? forWpaCli : { enable: forWpaCli } };
}
