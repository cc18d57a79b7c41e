"""A plan told to a person or a program: counts, sentences, and one JSON object."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.intake.store import Outcome, Plan
from articles.intake.wording import sentence
from articles.models import Intake


def as_json(plan: Plan) -> dict:
    """What storing *plan* would store, as plain data; times are ISO 8601 with offset."""
    page = plan.page
    return {
        "form": page.form,
        "encoding": plan.encoding,
        "captured": plan.captured.isoformat(),
        "digest": plan.digest,
        "already_taken_in": plan.taken_in_before is not None,
        "article": _article(plan) if plan.has_article else None,
        "live": {
            "rows": len(page.live),
            "items": len(plan.items),
            "repeats": len(plan.repeats),
        },
        "live_items": [
            {
                "line": row.line,
                "text": row.text,
                "printed": row.printed,
                "at": row.at.isoformat() if row.at else None,
                "precision": row.precision,
                "date_assumed": row.date_assumed,
                "url": row.url,
            }
            for row in plan.items
        ],
        "live_repeats": [
            {
                "line": row.line,
                "text": row.text,
                "repeats_line": page.live[row.repeats].line,
            }
            for row in plan.repeats
        ],
        "hot_tabs": list(page.hot_tabs),
        "hot_entries": [
            {
                "rank": row.rank,
                "title": row.title,
                "source": row.source,
                "printed": row.printed,
                "day": row.day.isoformat() if row.day else None,
                "year_assumed": row.year_assumed,
                "url": row.url,
            }
            for row in page.hot
        ],
        "names": {
            subject: [{"name": name.name, "wording": name.wording} for name in found]
            for subject, found in plan.names.items()
        },
        "not_understood": [_note(note) for note in plan.notes if note.code == "unread"],
        "notes": [_note(note) for note in plan.notes if note.code != "unread"],
    }


def would_store(plan: Plan) -> str:
    """One sentence on what a dry run would have stored."""
    if plan.taken_in_before:
        return _taken_in(plan.taken_in_before)
    return _(
        "将存入：文章 %(articles)d 篇（%(paragraphs)d 段），"
        "资讯 %(rows)d 行为 %(items)d 条，热榜 %(hot)d 条。"
    ) % {
        "articles": int(plan.has_article and plan.article_here is None),
        "paragraphs": len(plan.page.paragraphs),
        "rows": len(plan.page.live),
        "items": len(plan.items),
        "hot": len(plan.page.hot),
    }


def summary(outcome: Outcome) -> str:
    """One sentence on what was stored, for the clerk and for the shell."""
    intake = outcome.intake
    if not outcome.is_new:
        return _taken_in(intake)
    counts = {
        "articles": 1
        if outcome.article and outcome.article.intake_id == intake.pk
        else 0,
        "paragraphs": intake.paragraphs,
        "rows": intake.live_rows,
        "items": intake.live_rows - intake.live_repeats,
        "repeats": intake.live_repeats,
        "new": outcome.new_items,
        "hot": intake.hot_entries,
    }
    if not counts["repeats"]:
        return (
            _(
                "文章 %(articles)d 篇（%(paragraphs)d 段）；资讯 %(items)d 条，"
                "新增 %(new)d 条；热榜 %(hot)d 条。"
            )
            % counts
        )
    return (
        _(
            "文章 %(articles)d 篇（%(paragraphs)d 段）；资讯 %(rows)d 行，为 %(items)d 条"
            "，另 %(repeats)d 行重复，新增 %(new)d 条；热榜 %(hot)d 条。"
        )
        % counts
    )


def capture_apart(plan: Plan) -> str:
    """A sentence where the capture is days from the page's own date, else ""."""
    days = plan.days_apart
    if not days:
        return ""
    if days > 0:
        told = _(
            "采集时间比原文时间晚 %(days)d 天，资讯的日期由采集时间推定；"
            "看到这一页若在别的日子，请回去改采集时间。"
        )
    else:
        told = _(
            "采集时间比原文时间早 %(days)d 天，资讯的日期由采集时间推定；"
            "看到这一页若在别的日子，请回去改采集时间。"
        )
    return told % {"days": abs(days)}


def _taken_in(intake: Intake) -> str:
    return _("这一页已于 %(day)s 采集过，没有新增。") % {
        "day": f"{timezone.localtime(intake.received_at):%Y-%m-%d}"
    }


def _article(plan: Plan) -> dict:
    page = plan.page
    return {
        "title": plan.title,
        "title_halves": list(page.title_halves),
        "source": page.source,
        "author": page.author,
        "published": page.published_at.isoformat() if page.published_at else None,
        "published_printed": page.published_printed,
        "published_precision": page.published_precision,
        "lede": page.lede,
        "lede_repeats_paragraph": page.lede_repeats,
        "paragraphs": list(page.paragraphs),
        "already_here": plan.article_here.slug if plan.article_here else None,
    }


def _note(note) -> dict:
    return {
        "line": note.line,
        "code": note.code,
        "sentence": sentence(note),
        **note.params,
    }
