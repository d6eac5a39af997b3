"""Our remarks beside what the rules find: what is explained, what is not, and which remark explains nothing any more."""

from collections.abc import Iterable, Iterator

from liuzhou_vet.words import _

from .catalogue import Remark
from .finding import EXPLAINED, OK, RAISED, STALE, Finding

TEXT = "text"
"""The rule that a remark on words alone stands under."""


class Remarks:
    """The remarks of the reports that are audited, each of which is used or stale."""

    def __init__(self, remarks: Iterable[Remark]) -> None:
        self._remarks = list(remarks)
        self._by_finding = {(each.report, each.rule, each.observation): each for each in self._remarks if each.rule}
        self._used: set[tuple[str, str]] = set()

    def explained(self, finding: Finding) -> Finding:
        """Return a finding as our remark on it explains it, else as it is."""
        if not self._by_finding or finding.verdict == OK:
            return finding
        keys = ((finding.report, finding.rule, identity) for identity in (finding.id, *finding.also))
        remarks = [self._by_finding[key] for key in keys if key in self._by_finding]
        if not remarks:
            return finding
        self._used.update((remark.report, remark.code) for remark in remarks)
        verdict = EXPLAINED if finding.verdict in RAISED else finding.verdict
        return finding._replace(verdict=verdict, message=" ".join(dict.fromkeys(remark.message for remark in remarks)))

    def findings(self, observed: dict[str, Finding]) -> Iterator[Finding]:
        """Yield what is left when every finding has been explained: remarks on words, and remarks that are stale.

        observed: for each observation that a remark is about, a finding that says what it states.
        """
        for remark in self._remarks:
            stated = observed.get(remark.observation or "") or Finding("", remark.report, "", None, 0, "", "", remark.section)
            if not remark.rule:
                yield stated._replace(rule=TEXT, verdict=EXPLAINED, message=_quoted(remark), section=remark.section)
            elif (remark.report, remark.code) not in self._used:
                message = _("the remark “{code}” explains nothing any more; remove it, or correct its rule and observation: {message}")
                words = message.format(code=remark.code, message=remark.message)
                yield stated._replace(rule=remark.rule, verdict=STALE, message=words)


def _quoted(remark: Remark) -> str:
    return remark.message if remark.observation else f"{remark.printed}：{remark.message}"
