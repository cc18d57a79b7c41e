"""The walk of the URLconf: who gets what from every address, by GET and by POST."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles import merging, pictures
from articles.intake.store import plan, store
from articles.live import marking
from articles.models import (
    Agreement,
    Article,
    AuditEntry,
    Author,
    Comparison,
    Decision,
    Event,
    FactCorrection,
    Feed,
    HotList,
    Industry,
    KnownUnknown,
    Organisation,
    Overrule,
    Programme,
)
from tests import make
from tests.content.test_pictures import photo
from tests.intake.pages import as_text
from tests.review.addresses import PEOPLE, table

pytestmark = pytest.mark.django_db

GROUPS = dict(
    zip(PEOPLE[1:], ("录入员", "作者", "编辑", "主编", "管理员"), strict=True)
)


def patterns(resolver, before=""):
    """Every pattern as the URLconf has it; the admin's list of its apps by one name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found = before + str(pattern.pattern)
            yield "admin/<app_label>/" if "(?P<app_label>" in found else found
        else:
            yield from patterns(pattern, before + str(pattern.pattern))


def rows():
    """What the table's addresses name: one row of everything."""
    region, cluster, alliance = make.region(), make.cluster(), make.alliance()
    article = make.published(regions=[region], clusters=[cluster])
    item = make.flash("甲厂投产")
    other = make.flash("乙厂投产")
    person = make.person("编辑", "an-editor")
    taken = store(plan(as_text(), make.MONDAY))
    return {
        "article": article,
        "draft": make.article("一篇草稿"),
        "writing": make.unsaved(article, person),
        "revision": article.revisions.get(),
        "reviewevent": article.review_events.first(),
        "region": region,
        "cluster": cluster,
        "alliance": alliance,
        "industry": Industry.objects.create(name="石化", slug="shihua"),
        "organisation": Organisation.objects.create(name="某院", slug="yuan"),
        "event": Event.objects.create(name="某会", slug="hui"),
        "source": item.source,
        "author": Author.objects.create(name="某人", source=item.source),
        "feed": item.feed,
        "polled": Feed.objects.create(source=item.source, kind="sample", title="样"),
        "feeditem": item,
        "livestory": item.story,
        "comparison": Comparison.objects.get_or_create(
            a=item, b=other, defaults={"origin": "unsure", "probability": 0.5}
        )[0],
        "receipt": marking.pin(other.story, person),
        **facts_of(article, person),
        "picture": pictures.take_in(photo(), "甲", person),
        "intake": taken.intake,
        "hotlist": HotList.objects.first(),
        "totpdevice": TOTPDevice.objects.create(user=person, name="x"),
        "staticdevice": StaticDevice.objects.create(user=person, name="x"),
        "user": person,
        "group": Group.objects.first(),
        "auditentry": AuditEntry.objects.first(),
        "article_type": ContentType.objects.get_for_model(Article),
    }


def facts_of(article, by):
    """A row of everything that facts are made of."""
    article.body = "江南有集群7个。"
    article.save(update_fields=["body"])
    fact = make.fact(article, "江南有集群7个", "7个")
    other = make.fact(article, "江南有集群7个", "7个")
    kept, gone = make.cluster("甲市集群"), make.cluster("甲市产业集群")
    said = {"article": article, "key": "k", "by": by}
    return {
        "programme": Programme.objects.create(name="一群一策", slug="ce"),
        "agreement": Agreement.objects.create(name="互认协议", slug="hu"),
        "indicator": fact.indicator,
        "fact": fact,
        "quote": fact.quote,
        "decision": Decision.objects.create(**said, answer="rejected"),
        "knownunknown": KnownUnknown.objects.create(
            quote=fact.quote, kind="open_list", noted_by=by
        ),
        "overrule": Overrule.objects.create(**said, finding="疑", reason="属实"),
        "factcorrection": FactCorrection.objects.create(
            old=fact, new=other, was="7个", became="9个", note="误", by=by
        ),
        "merge": merging.merge(gone, kept, by),
    }


def test_every_address_of_the_site_has_a_stated_outcome():
    stated, real = set(table()), set(patterns(get_resolver()))
    missing = "\n".join(sorted(real - stated))
    assert not missing, (
        "no outcome is stated for these addresses; give each a row in "
        f"tests/review/addresses.py (an admin model: a line in MODELS):\n{missing}"
    )
    gone = "\n".join(sorted(stated - real))
    assert not gone, f"the table has rows for addresses that are not there:\n{gone}"


def answer(client, method, address):
    """The outcome of one request, in the table's words; nothing of it stays."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    if response.status_code == 302 and "/admin/login/" in response["Location"]:
        return "login"
    return str(response.status_code)


@pytest.mark.once  # rights are asked before rows
@pytest.mark.parametrize("person", PEOPLE)
def test_every_address_answers_each_person_as_stated(person):
    known, client, wrong = rows(), Client(), []
    user = None if person == "anonymous" else make.staff(GROUPS[person], person)
    if user:
        client.force_login(user)
    for pattern, (get, post, address) in table().items():
        for method, answers in (("get", get), ("post", post)):
            expected = answers[PEOPLE.index(person)]
            found = answer(client, method, address.format(**known))
            if found != expected:
                wrong.append(f"{method.upper()} {pattern}: {found}, not {expected}")
            if user and "logout" in pattern:
                client.force_login(user)
    assert not wrong, f"for {person}:\n" + "\n".join(wrong)
