# Start of every builder: the shell's own settings, then the derivation's buildCommand, with or without structured attributes.
umask 022
if [ -n "${NIX_ATTRS_SH_FILE-}" ]; then
  # shellcheck disable=SC1090
  . "$NIX_ATTRS_SH_FILE"
  export PATH LC_ALL TZ
  out=${outputs[out]}
  eval "$buildCommand"
else
  . "$buildCommandPath"
fi
