#!/bin/sh
# Install this checkout's train as a release of its own in the home of the user benefits, or in PREFIX:
# nothing running changes. Prints the release's folder.
#
#   deploy/install.sh
#   PREFIX=folder PYTHON=python3.13 deploy/install.sh
set -eu
cd "$(dirname "$0")/.."
prefix=${PREFIX:-$(getent passwd benefits | cut -d: -f6)}
if [ -z "$prefix" ]; then
    echo "There is no user benefits. Make one (docs/operating/production.md, step 3), or name a folder: PREFIX=folder $0" >&2
    exit 2
fi
python=${PYTHON:-python3.12}
release="$prefix/releases/$(git log -1 --date=format:%Y-%m-%d --format=%cd-%h)"
if [ -e "$release/.complete" ]; then
    echo "$release"
    exit 0
fi
rm -rf "$release"
mkdir -p "$release"
"$python" -m venv "$release/venv"
# Hashes for what is downloaded; the domains' wheels only from the archive, whoever else has their names.
"$release/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements/host.txt
"$release/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-index --find-links releases -r host/train.txt
cp -R host "$release/host"
"$release/venv/bin/python" -m compileall -q "$release/host"
cat > "$release/manage" <<'MANAGE'
#!/bin/sh
# manage.py with the environment of the service.
set -eu
set -a
. "${BENEFITS_ENVIRONMENT:-/etc/benefits/environment}"
set +a
here=$(dirname "$(readlink -f "$0")")
cd "$here/host"
exec "$here/venv/bin/python" manage.py "$@"
MANAGE
chmod 755 "$release/manage"
touch "$release/.complete"
echo "$release"
