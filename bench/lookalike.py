"""Look-alikes among 1,000 and 100,000 articles: time, and what of copied texts is found.

python bench/lookalike.py        makes two databases of its own and prints milliseconds

Texts of 1,200 characters are drawn at random, each with a paragraph of 100 that all of
them print, as outlets do. Then copies of which a part was replaced, sentence by
sentence, under other titles, are looked for.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DEBUG"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"

SIZES = (1_000, 100_000)
SENTENCES, CHARACTERS, COPIES = 30, 40, 200
SIGNS = range(0x4E00, 0x5E00)
RULES = "转载须注明出处，本文不构成投资建议，据此操作风险自担。" * 4


def main() -> None:
    if len(sys.argv) > 1:
        return measure(int(sys.argv[1]))
    for size in SIZES:  # a process each: settings and memory of its own
        with tempfile.TemporaryDirectory() as directory:
            environment = os.environ | {"DATA_DIR": directory}
            command = [sys.executable, __file__, str(size)]
            subprocess.run(command, env=environment, check=True)
    return None


def measure(size: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DEBUG = False  # or every query is kept
    call_command("migrate", verbosity=0)
    from articles import lookalike
    from articles.models import Article, Source

    drawn = random.Random(7)
    source = Source.objects.create(name="某社")
    texts = fill(size, source, drawn)
    print(
        f"{size:,} articles, SQLite {Path(settings.DATABASES['default']['NAME']).name}"
    )
    spent = {"looking": [], "saving": []}
    for replaced in (0.0, 0.2, 0.4, 0.5):
        found = halves = 0
        for n in range(COPIES):
            pk, sentences = drawn.choice(texts)
            copy = [
                sentence(drawn) if drawn.random() < replaced else one
                for one in sentences
            ]
            article = Article(title=f"另一题{n}号", body=body(copy))
            told = timed(spent["looking"], lambda a=article: lookalike.to(a))
            if shared(body(copy), body(sentences)) >= lookalike.HALF:
                halves += 1
                found += pk in {one.other.pk for one in told}
        told = f"{found} found of {halves} that share half"
        print(f"  {replaced:>4.0%} of {COPIES} copies replaced: {told}")
    strangers = sum(
        bool(lookalike.to(Article(title=f"生题{n}号", body=body(draw(drawn)))))
        for n in range(COPIES)
    )
    print(f"  new texts held to be like another: {strangers} of {COPIES}")
    for n in range(COPIES):
        row = Article(title=f"新题{n}号", body=body(draw(drawn)), source=source)
        timed(spent["saving"], row.save)
    for what, times in spent.items():
        middle, most = statistics.median(times), max(times)
        print(f"  {what}: {middle * 1000:.1f} ms, at most {most * 1000:.1f} ms")


def fill(size: int, source, drawn: random.Random) -> list[tuple[int, list[str]]]:
    """Store *size* articles with their sketches; return some of them by sentences."""
    from articles import sketches
    from articles.models import Article, TextMark
    from articles.text import fold

    kept = []
    for start in range(0, size, 1000):
        rows = [draw(drawn) for _ in range(min(1000, size - start))]
        titles = [sentence(drawn)[:20] for _ in rows]
        made = Article.objects.bulk_create(
            Article(
                title=title,
                title_key=fold(title),
                slug=f"a{start + n}",
                body=body(row),
                source=source,
            )
            for n, (title, row) in enumerate(zip(titles, rows, strict=True))
        )
        TextMark.objects.bulk_create(
            TextMark(article=article, mark=mark)
            for article in made
            for mark in sketches.sketch(article.body)
        )
        some = range(0, len(rows), max(size // 1000, 1))
        kept += [(made[n].pk, rows[n]) for n in some]
    return kept


def sentence(drawn: random.Random) -> str:
    return "".join(map(chr, drawn.choices(SIGNS, k=CHARACTERS)))


def draw(drawn: random.Random) -> list[str]:
    return [sentence(drawn) for _ in range(SENTENCES)]


def body(sentences: list[str]) -> str:
    return "\n\n".join(["。".join(sentences), RULES])


def shared(one: str, other: str) -> float:
    from articles import sketches

    return sketches.share(sketches.shingles(one), sketches.shingles(other))


def timed(times: list[float], do):
    start = time.perf_counter()
    done = do()
    times.append(time.perf_counter() - start)
    return done


if __name__ == "__main__":
    main()
