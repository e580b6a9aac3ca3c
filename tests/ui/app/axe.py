"""What axe has against a page: the violations of impact serious and critical."""

import re
from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What axe reports and nobody could mend: a rule, the elements (by their HTML) and why it does not hold there.
_EXCEPTED = {
    # Streamlit's empty date fields have no aria-valuenow. The bundled axe (4.4) follows ARIA 1.1, which wants
    # one; by ARIA 1.2 a spinbutton without a value has none: dequelabs/axe-core#3505.
    "aria-required-attr": re.compile(r'^<span role="spinbutton" aria-valuetext="Empty"'),
}
_axe = Axe()


def violations(page: Page) -> list[str]:
    """Return a line for each element that axe finds a serious or critical fault with."""
    found = _axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [line for rule in found if rule["impact"] in ("serious", "critical") for line in _lines(rule)]


def _lines(rule: dict) -> Iterator[str]:
    excepted = _EXCEPTED.get(rule["id"])
    for node in rule["nodes"]:
        if not (excepted and excepted.match(node["html"])):
            why = " ".join(check["message"] for check in node["any"] + node["all"] + node["none"])
            yield f"{rule['impact']} {rule['id']}: {node['target']} {node['html'][:200]} ({why[:200]})"
