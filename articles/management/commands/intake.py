"""manage.py intake FILE: what pasting a page in the admin does, from the shell."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.facts.plain import as_data
from articles.intake import proposed, report
from articles.intake.captured import captured_at
from articles.intake.page import IntakeError
from articles.intake.store import plan, store
from articles.intake.wording import refusal, sentence


class Command(BaseCommand):
    help = "Take in one saved page: its article as a draft, live items, hot list."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the page, text or HTML; - for standard input")
        parser.add_argument(
            "--captured",
            help='when it was captured, Beijing time: "2025-06-09 11:40"; now if not given',
        )
        parser.add_argument(
            "--outlet",
            default="",
            help="the site the page stands on, where the article is a reprint",
        )
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object and nothing else"
        )

    def handle(self, *, file, captured, outlet, dry_run, json: bool, **options):
        try:
            given = captured is not None
            moment = captured_at(captured) if given else timezone.localtime()
            planned = plan(_bytes_of(file), moment, outlet=outlet)
        except IntakeError as error:
            raise CommandError(f"{file}: {refusal(error)}") from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        if not dry_run:
            outcome = store(planned)
        if json:
            told = report.as_json(planned)
            if dry_run:
                told["proposals"] = as_data(proposed.proposals(planned))
            self.stdout.write(_as_text(told))
            return
        for note in planned.notes:
            self.stdout.write(sentence(note))
        if not dry_run:
            self.stdout.write(report.summary(outcome))
            return
        for line in proposed.lines(proposed.proposals(planned)):
            self.stdout.write(line)
        self.stdout.write(report.would_store(planned))


def _bytes_of(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


def _as_text(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
