"""The sample: loaded once into an empty database, complete, and marked as sample."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.models import Alliance, Article, Cluster, Feed, Intake, LiveStory, Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(settings):
    settings.DEBUG = True
    call_command("sample")


def test_the_sample_brings_a_story_its_alliance_and_the_clusters(sample, client):
    alliance = Alliance.objects.get(name="长三角先进制造业集群联盟")
    assert {region.name for region in alliance.regions.all()} == {
        "上海",
        "江苏",
        "浙江",
        "安徽",
    }
    assert (
        Cluster.objects.filter(level="national").exclude(source_note="").count() >= 20
    )
    intake = Intake.objects.get()
    assert (intake.paragraphs, intake.live_rows, intake.live_repeats) == (8, 40, 20)

    home = client.get(reverse("home")).content.decode()
    for article in Article.objects.public():
        assert article.title.split()[0] in home
    story = Article.objects.get(intake=intake)
    html = client.get(story.get_absolute_url()).content.decode()
    assert alliance.name in html
    assert "示例" in html


def test_no_page_of_the_sample_says_what_a_desk_has_still_to_do(sample, client):
    for row in [*Alliance.objects.all(), *Cluster.objects.all()]:
        html = client.get(row.get_absolute_url()).content.decode()
        assert "待核" not in html, row
        assert "成员不止这些" not in html, row


def test_the_live_list_is_full_from_the_first_minute(sample):
    assert LiveStory.objects.shown().count() > 40
    assert Feed.objects.filter(kind=Feed.Kind.SAMPLE, source__is_sample=True).exists()


def test_the_sample_shows_repeats_joined_from_two_outlets(sample):
    joined = LiveStory.objects.shown().filter(sources_count=2)
    assert joined.count() >= 5


def test_loading_it_again_changes_nothing(sample, settings, capsys):
    before = (
        Region.objects.count(),
        Article.objects.count(),
        LiveStory.objects.count(),
    )
    call_command("sample")
    assert "nothing was loaded" in capsys.readouterr().out
    assert before == (
        Region.objects.count(),
        Article.objects.count(),
        LiveStory.objects.count(),
    )


def test_everyone_in_the_sample_can_sign_in(sample, client):
    from articles.management.commands.sample import PASSWORD, PEOPLE

    for name in PEOPLE:
        client.post("/admin/login/", {"username": name, "password": PASSWORD})
        assert client.get("/admin/").status_code == 200
