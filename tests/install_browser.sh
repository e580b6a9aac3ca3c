#!/bin/sh
# Get a Chromium for the browser tests: the system's, else Debian's package, else Playwright's own.
# Where none can be had, the tests say so and skip.
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
.venv/bin/python -m playwright install chromium || echo "No browser could be installed: the browser tests will skip." >&2
