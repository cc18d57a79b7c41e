"""manage.py judge: try the judge on files, measure it, and let it learn."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles import auditing
from articles.live import learning
from articles.live.files import ITEM, PAIR, FileError, judge_day, judge_pairs
from articles.live.training import TrainingError


class Command(BaseCommand):
    help = "Judge pairs or a day of flashes in a file; evaluate or train the judge."
    requires_system_checks = []  # pairs and day touch no database

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True)
        for act, told, line in (
            ("pairs", "print a verdict for each pair of a file", PAIR),
            ("day", "print the story of each flash of a day, in time order", ITEM),
        ):
            told_of_lines = f"Each line of the file: {line}"
            asked = acts.add_parser(act, help=told, epilog=told_of_lines)
            asked.add_argument("file", help="JSON lines; - for standard input")
        asked = acts.add_parser(
            "evaluate", help="score the installed weights on labels"
        )
        asked.add_argument("directory", nargs="?", type=Path, help="labelled files")
        asked = acts.add_parser(
            "train", help="learn from labels; install what is better"
        )
        asked.add_argument("directory", nargs="?", type=Path, help="labelled files")

    def handle(self, *, act, **options):
        try:
            getattr(self, act)(**options)
        except (FileError, TrainingError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error

    def pairs(self, *, file, **options):
        self._print(judge_pairs, file)

    def day(self, *, file, **options):
        self._print(judge_day, file)

    def _print(self, judge_lines, file):
        if file == "-":
            return self._write(judge_lines(sys.stdin))
        with Path(file).open(encoding="utf-8") as lines:
            return self._write(judge_lines(lines))

    def _write(self, answers):
        for answer in answers:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def evaluate(self, *, directory, **options):
        for line in learning.evaluate(directory):
            self.stdout.write(line)

    def train(self, *, directory, **options):
        told = learning.train(directory)
        auditing.record("upkeep.train", None, told=told)
        self.stdout.write(told)
