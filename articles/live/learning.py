"""What editors decided, as labelled pairs: to measure the judge by and to learn from."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.utils.translation import gettext as _

from articles.live import training, trees
from articles.live.hard_cases import broken_cases
from articles.live.judge import judge_readings
from articles.live.labels import Labelled
from articles.live.tables import reading_of
from articles.live.versions import wording_at
from articles.models import Comparison

# One week in four is kept aside: pairs of one day are too alike to be split apart.
ASIDE = 4


def own_labels() -> list[Labelled]:
    """Every pair an editor answered, by merging, splitting or when asked.

    In the words the editor saw: an item that was reworded since is read as it was then.
    """
    answered = Comparison.objects.exclude(answer=None).select_related("a", "b")
    found = []
    for pair in answered.prefetch_related("a__versions", "b__versions").order_by("pk"):
        a, b = (wording_at(item, pair.answered_at) for item in (pair.a, pair.b))
        year, week, _day = a.told_at.isocalendar()
        readings = reading_of(a), reading_of(b)
        found.append(
            Labelled(
                *readings,
                pair.answer,
                f"{year}-W{week:02}",
                name=pair.pk,
                stratum="own",
            )
        )
    return found


def evaluate(directory: Path | None) -> Iterator[str]:
    """Yield a line of scores of the installed weights for each set of labels there is."""
    learned = trees.installed()
    sets = {_("编辑的标注"): own_labels()}
    if directory:
        sets[str(directory)] = training.load(directory)
    for name, labelled in sets.items():
        repeats = sum(pair.same for pair in labelled)
        if not labelled:
            yield _("%(name)s：没有标注。") % {"name": name}
            continue
        called = [judge_readings(pair.a, pair.b, learned).same for pair in labelled]
        false = sum(
            c and not pair.same for c, pair in zip(called, labelled, strict=True)
        )
        yield _(
            "%(name)s：%(pairs)d 对，其中重复 %(repeats)d 对；F1 %(f1).3f，误并 %(false)d 对。"
        ) % {
            "name": name,
            "pairs": len(labelled),
            "repeats": repeats,
            "f1": training.f1(learned, labelled),
            "false": false,
        }


def train(directory: Path | None) -> str:
    """Learn from *directory*'s labels and the editors'; install what is better.

    Judged on weeks kept aside, what is learned with the editors' labels must be no
    worse than what is learned without them, and must keep every hard case apart.
    Raises TrainingError, and changes nothing, when it is not. Returns what to say.
    """
    if directory is None:
        raise training.TrainingError(_("请给出标注文件所在的目录。"))
    shared, own = training.load(directory), own_labels()
    kept = [pair for pair in (*shared, *own) if _is_aside(pair)]
    before = trees.compile_trees(
        training.learn([pair for pair in shared if not _is_aside(pair)])
    )
    after = trees.compile_trees(
        training.learn([p for p in (*shared, *own) if not _is_aside(p)])
    )
    scores = training.f1(before, kept), training.f1(after, kept)
    if scores[1] < scores[0]:
        raise training.TrainingError(
            _(
                "加入编辑的标注后，留出的周上 F1 由 %(before).3f 降到 %(after).3f，保留原有权重。"
            )
            % {"before": scores[0], "after": scores[1]}
        )
    weights = training.learn([*shared, *own], _named(shared, own, scores[1]))
    broken = broken_cases(trees.compile_trees(weights))
    if broken:
        raise training.TrainingError(
            _("新权重会把不同的消息并在一起，保留原有权重：%(pairs)s")
            % {"pairs": "；".join(f"{a} / {b}" for a, b in broken[:3])}
        )
    # Where this site keeps its own; the shipped ones stay as they are.
    training.write(weights, settings.JUDGE_WEIGHTS)
    trees.install_from(settings.JUDGE_WEIGHTS)
    return _(
        "已从 %(pairs)d 对标注学得新权重（留出的周上 F1 %(f1).3f）；重启进程后生效。"
    ) % {
        "pairs": len(shared) + len(own),
        "f1": scores[1],
    }


def _is_aside(pair: Labelled) -> bool:
    return crc32(pair.week.encode()) % ASIDE == 0


def _named(shared: Sequence[Labelled], own: Sequence[Labelled], score: float) -> dict:
    return {
        "made": date.today().isoformat(),
        "pairs": len(shared),
        "editors' pairs": len(own),
        "weeks": sorted({pair.week for pair in (*shared, *own)}),
        "F1 on weeks kept aside": round(score, 3),
    }
