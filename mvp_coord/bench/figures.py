"""What a bench found, in milliseconds, each of our pages beside what it is compared with."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Measured:
    """One question asked several times: who asked what, and how long each answer took, ours and the other's."""

    viewer: str
    question: str
    ours_ms: tuple[float, ...]
    other_ms: tuple[float, ...]

    @property
    def ratio(self) -> float:
        return median(self.ours_ms) / median(self.other_ms)


@dataclass(frozen=True)
class Summary:
    """All questions of one bench at one size. The medians are over every answer, whatever the question."""

    bench: str
    rows: str
    size: int
    seed: int
    measured: tuple[Measured, ...]

    @property
    def ours_ms(self) -> float:
        return median(each for one in self.measured for each in one.ours_ms)

    @property
    def other_ms(self) -> float:
        return median(each for one in self.measured for each in one.other_ms)

    def as_json(self) -> dict[str, object]:
        """Plain values for `--json`."""
        return {
            "rows": self.size,
            "seed": self.seed,
            "ours_ms": round(self.ours_ms, 2),
            "other_ms": round(self.other_ms, 2),
            "ratio": round(self.ours_ms / self.other_ms, 3),
            "questions": [
                {
                    "viewer": each.viewer,
                    "question": each.question,
                    "ours_ms": round(median(each.ours_ms), 2),
                    "other_ms": round(median(each.other_ms), 2),
                    "ratio": round(each.ratio, 3),
                }
                for each in self.measured
            ],
        }

    def as_text(self) -> str:
        """The same as a table for people."""
        lines = [f"{self.bench}, {self.size:,} {self.rows}, seed {self.seed}: milliseconds, medians"]
        lines.append(f"  {'who asks what':<58}{'ours':>9}{'other':>10}{'ratio':>8}")
        for each in self.measured:
            words = f"{each.viewer}: {each.question}"
            lines.append(f"  {words:<58}{median(each.ours_ms):>9.1f}{median(each.other_ms):>10.1f}{each.ratio:>8.2f}")
        ratio = self.ours_ms / self.other_ms
        lines.append(f"  {'all together':<58}{self.ours_ms:>9.1f}{self.other_ms:>10.1f}{ratio:>8.2f}")
        return "\n".join(lines)


def timed_ms(act: Callable[[], object]) -> float:
    """How long it takes, in milliseconds."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000
