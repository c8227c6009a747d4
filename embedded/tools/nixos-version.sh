case ${1-} in
  --revision | --hash)
    [ -n "@revision@" ] || { echo "$0: revision is unknown" >&2; exit 1; }
    echo "@revision@"
    ;;
  --configuration-revision) echo "@revision@" ;;
  --json) printf '{"nixosVersion":"%s"}\n' "@version@" ;;
  *) echo "@label@ (@codeName@)" ;;
esac
