/** A host whose NixOS system can be asked. */
export interface NixosHost {
  readonly name: string;
  /** Directory of its flake. */
  readonly directory: string;
  /** Attribute of its NixOS system, such as `nixosConfigurations.lilith`. */
  readonly attribute: string;
}
