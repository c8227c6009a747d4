# Start of every builder: shell settings, then the derivation's buildCommand, with or without structured attributes.
umask 022
if [ -n "${NIX_ATTRS_SH_FILE-}" ]; then
  # In a sandbox, Nix 2.8 passes the paths of these files outside of it.
  if [ ! -e "$NIX_ATTRS_SH_FILE" ]; then
    NIX_ATTRS_SH_FILE=$NIX_BUILD_TOP/.attrs.sh
    NIX_ATTRS_JSON_FILE=$NIX_BUILD_TOP/.attrs.json
  fi
  # shellcheck disable=SC1090
  . "$NIX_ATTRS_SH_FILE"
  export PATH LC_ALL TZ
  out=${outputs[out]}
  eval "$buildCommand"
else
  . "$buildCommandPath"
fi
