# Imported by modules of other flakes that offer a virtual machine beside a system. The offline base makes none, so that
# importing it declares no options, and who asks for the machine is told.
{
  system.build.vm = throw "the offline base makes no virtual machine of a system; boot its ISO with `synth vm', or build with real nixpkgs";
}
