# A host whose options expose all their definitions as `allDefinitions`: { file, value } each, with properties, the
# default first. NixOS keeps only those of the winning priority, so this evaluates the host with `modules`, which is
# NixOS's own module system plus this attribute. If it is null, the host's own module system is used.
{ modules, isComplete }:
system:
let
  inherit (builtins) dirOf functionArgs intersectAttrs unsafeGetAttrPos;
  position = unsafeGetAttrPos "evalModules" system.lib.modules;
  payload = system.type.functor.payload or { };
  lib = system.lib.extend (final: _: { modules = modules { lib = final; }; });
  isReplaced = modules != null && system.lib ? extend && payload ? modules;
in
{
  nixpkgs = if position == null then null else dirOf (dirOf position.file);
  specialArgs = payload.specialArgs or { };
  isComplete = isReplaced || (modules == null && isComplete);
}
// (
  if isReplaced then
    { inherit lib; inherit (lib.evalModules (intersectAttrs (functionArgs lib.evalModules) payload)) options; }
  else
    { inherit (system) lib options; }
)
