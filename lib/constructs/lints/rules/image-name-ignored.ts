import { optionDefinitions, priorities } from "../../collect/options/option-definitions";
import type { HostDefinition, HostDefinitions } from "../host-definitions";
import type { Finding, Lint } from "../lint";
import { shownValue } from "../values";

const isoName = "isoImage.isoName";
const isoBaseName = "isoImage.isoBaseName";
const image = "image";
const fileName = "image.fileName";
const baseName = "image.baseName";

/**
 * Source: `image.baseName`, `isoName`, and the renamed options in nixos/modules/installer/cd-dvd/iso-image.nix, and
 * `isoImage.isoName` in installation-cd-base.nix of NixOS 24.05.
 */
export const imageNameIgnored: Lint = {
  code: "image-name-ignored",
  severity: "warning",
  options: [isoName, isoBaseName, image],
  check: (host) => {
    if (host.profile === "none") return [];
    return host.facts.imageNameOption === baseName ? findingsWithBaseName(host) : findingsWithIsoName(host);
  },
};

function findingsWithBaseName(host: HostDefinitions): readonly Finding[] {
  const unused = [isoName, fileName].flatMap((option) =>
    definitionsOf(host, option).map((definition) =>
      finding(option, definition, "since NixOS 25.05, the image builder names the file ${image.baseName}.iso", base),
    ),
  );
  const weak = [isoBaseName, baseName].flatMap((option) =>
    definitionsOf(host, option)
      .filter(({ priority }) => priority >= priorities.plain)
      .map((definition) =>
        finding(option, definition, "the image builder and IsoImage set image.baseName as well", base),
      ),
  );
  return [...unused, ...weak];
}

function findingsWithIsoName(host: HostDefinitions): readonly Finding[] {
  const named = host.definitionsOf(isoName);
  const weak = named
    .filter(({ priority }) => priority >= priorities.plain)
    .map((definition) => finding(isoName, definition, "the installer profile and IsoImage set it as well", whole));
  const unused = named.some(({ priority }) => priority < priorities.plain) ? host.definitionsOf(isoBaseName) : [];
  return [
    ...weak,
    ...unused.map((definition) =>
      finding(isoBaseName, definition, `it is only part of the default of ${isoName}, which is set as well`, whole),
    ),
  ];
}

/** `image` is searched as a whole, because releases without it reject any option below. */
function definitionsOf(host: HostDefinitions, option: string): readonly HostDefinition[] {
  if (!option.startsWith(`${image}.`)) return host.definitionsOf(option);
  return host.definitionsOf(image).flatMap(({ module, priority, value }) =>
    optionDefinitions(value)
      .filter(({ path }) => [image, ...path].join(".") === option)
      .map((inner) => ({
        ...inner,
        module,
        priority: inner.priority === priorities.plain ? priority : inner.priority,
      })),
  );
}

const base = 'remove it to use the name that IsoImage sets, or set image.baseName to nix.force("…"), without ".iso"';
const whole = 'remove it to use the name that IsoImage sets, or set isoImage.isoName to nix.force("….iso")';

function finding(option: string, { module, value }: HostDefinition, reason: string, fix: string): Finding {
  return { module, message: `${option} does not name the ISO`, value: shownValue(value), reason, fix };
}
