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
import { isIpAddress } from "./ip-address";

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

/** Names of domains: labels of letters, digits, hyphens, and underscores. */
const domainName =
  /^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?$/;

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
    for (const server of (props.nameservers ?? []).filter((text) => !isIpAddress(text))) {
      Annotations.of(this).addError({
        code: "name-server",
        message: `${JSON.stringify(server)} is not the IP address of a name server`,
        value: JSON.stringify(server),
        reason: "a name server cannot be looked up by name",
        fix: 'use an address such as "192.0.2.53" or "2001:db8::53"',
      });
    }
    const { domain } = props;
    if (domain !== undefined && !domainName.test(domain)) {
      Annotations.of(this).addError({
        code: "network-domain",
        message: `${JSON.stringify(domain)} is not the name of a domain`,
        value: JSON.stringify(domain),
        reason: "it consists of letters, digits, and hyphens, with dots between the parts",
        fix: 'use a name such as "example.org", or omit it',
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
