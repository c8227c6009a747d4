import {
  BootConfig,
  Compression,
  ConsoleConfig,
  defineProps,
  InstallerTools,
  IsoImage,
  NixSettings,
  pkgs,
  prop,
  SpaceSaver,
  SshAccess,
} from "cdknix";
import { Construct } from "constructs";
import { HardwareReport } from "./hardware-report";

/** Properties of a {@link RescueImage}. */
export interface RescueImageProps {
  /** Public keys that may log in, as in an authorized_keys file. */
  readonly authorizedKeys: readonly string[];
}

const rescueImageProps = defineProps<RescueImageProps>({
  authorizedKeys: prop.option("users.users.<name>.openssh.authorizedKeys.keys", prop.list(prop.string)),
});

/** A complete rescue image, as one construct with several modules. */
export class RescueImage extends Construct {
  /** The ISO, for changes beyond the properties. */
  readonly image: IsoImage;

  constructor(scope: Construct, id: string, props: RescueImageProps) {
    super(scope, id);
    const checked = rescueImageProps.check(props);
    checked.report(this);
    this.image = new IsoImage(this, "image", { compression: Compression.zstd(3), menuLabel: "Rescue" });
    new BootConfig(this, "boot", { raid: true });
    new NixSettings(this, "nix");
    new InstallerTools(this, "tools", { packages: [pkgs.gptfdisk, pkgs.smartmontools] });
    new SshAccess(this, "ssh", { authorizedKeys: checked.props.authorizedKeys });
    new SpaceSaver(this, "space", { manPages: true });
    new ConsoleConfig(this, "console", { keyMap: "us" });
    new HardwareReport(this, "hardware");
  }
}
