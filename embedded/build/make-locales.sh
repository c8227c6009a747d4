# Builder of compiled locales. locales: names such as de_DE.UTF-8.
export PATH=$tools/bin:$PATH
mkdir -p "$out"
deb_files "$deb" | tar -x --no-same-owner ./usr/share/i18n
gzip -d usr/share/i18n/charmaps/*.gz
export I18NPATH=$PWD/usr/share/i18n
for locale in $locales; do
  charmap=$(echo "$locale" | sed -n 's/^[^.]*\.\([^@]*\).*/\1/p')
  source=$(echo "$locale" | sed 's/\.[^@]*//')
  # localedef exits with 1 for mere warnings about its own sources.
  localedef --no-archive -c -i "$source" -f "${charmap:-ISO-8859-1}" "$out/$locale" >log 2>&1 || true
  if [ ! -e "$out/$locale/LC_CTYPE" ]; then
    echo "i18n: unknown locale \`$locale':" >&2
    tail -n2 log >&2
    exit 1
  fi
done
