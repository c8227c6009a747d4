{
  lib,
  rsync,
  writeShellScriptBin,
}:
writeShellScriptBin "backup-home" ''
  PATH=${lib.makeBinPath [ rsync ]}:$PATH
  ${builtins.readFile ./backup-home.sh}
''
