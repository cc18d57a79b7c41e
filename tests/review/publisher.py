"""A process of its own that publishes one article after another until it is killed.

python -m tests.review.publisher ROUNDS   on the database that DATA_DIR names

For each round a child is forked that publishes and is killed by SIGKILL: before or
after one statement of the publication (a different one each round), or, in every third
round, whenever its time has come. In every fourth round what it publishes are corrections,
in place of texts that readers have. Prints one line a round: what the child was killed at.
"""

import os
import random
import signal
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from articles import review  # noqa: E402
from articles.models import Article  # noqa: E402
from tests import make  # noqa: E402

A_ROUND = 6  # articles; killed at a moment, a child may have published some of them


def main(rounds: int) -> None:
    call_command("migrate", verbosity=0)
    editor = make.person("编辑", "an-editor")
    # Titles unlike each other: look-alikes would want an answer first.
    titles = [chr(0x4E00 + n) * 8 for n in range(rounds * A_ROUND)]
    waiting = [
        approved(title, is_correction=n // A_ROUND % 4 == 1)
        for n, title in enumerate(titles)
    ]
    connection.close()  # a connection does not survive a fork
    for number in range(rounds):
        mine = waiting[number * A_ROUND : (number + 1) * A_ROUND]
        at = None if number % 3 == 2 else number
        child = os.fork()
        if not child:
            publish(mine, editor, at)
        if at is None:
            time.sleep(random.Random(number).uniform(0.002, 0.3))
            os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print("killed" if killed else "ended", "anywhere" if at is None else at)


def approved(title: str, is_correction: bool) -> int:
    article = make.approved(title)
    if is_correction:
        review.publish(article, make.person("编辑", "an-editor"))
        article.body = "更正以后的一段。"
        review.edit(article, make.person("作者", "a-writer"))
        make.approve(article)
    return article.pk


def publish(articles, editor, at) -> None:
    """Publish *articles*; die at statement *at* // 2, before it or after by its parity.

    Counted from the first that writes: those before it look the list through.
    """
    count = 0

    def die(execute, sql, params, many, context):
        nonlocal count
        if not count and not sql.startswith(("UPDATE", "INSERT")):
            return execute(sql, params, many, context)
        if at is not None and count == at // 2 and at % 2 == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = execute(sql, params, many, context)
        if at is not None and count == at // 2:
            os.kill(os.getpid(), signal.SIGKILL)
        count += 1
        return answer

    for pk in articles:
        article = Article.objects.select_related("submitted_revision").get(pk=pk)
        with connection.execute_wrapper(die):
            review.publish(article, editor)
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
