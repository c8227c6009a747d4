# assertions and warnings, which system.build.toplevel checks.
{ lib, ... }:
{
  options = {
    assertions = lib.mkOption {
      type = lib.types.listOf lib.types.unspecified;
      default = [ ];
      description = "Conditions, each with a message, that must hold for the system to be built.";
    };
    warnings = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      description = "Messages to show when the system is evaluated.";
    };
  };
}
