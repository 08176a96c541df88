"""Rules of the example country. Importing this module registers them."""

from collections.abc import Iterator

from openpcf.model.base import decimal_text, parse_decimal
from openpcf.model.finding import Finding
from openpcf.ruleset.engine import Subject, fail, rule

SHARE = "quality.primary_data_share_percent"
LIMIT = "example-primary-share-percent"


@rule("example-country.primary-share", needs=(SHARE,), parameters=(LIMIT,))
def primary_share(subject: Subject) -> Iterator[Finding]:
    """Require a minimum share of primary data in the result, percent."""
    share, limit = parse_decimal(subject.document.get(SHARE)), subject.number(LIMIT)
    if share < limit:
        yield fail("EXAMPLE_PRIMARY_SHARE", SHARE, decimal_text(share), decimal_text(limit))
