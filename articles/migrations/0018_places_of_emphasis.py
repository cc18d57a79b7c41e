from django.db import migrations

from articles import body
from articles.facts import quotes
from articles.facts.proposals import Quote


def place_anew(apps, editor):
    """Find again the words of quotes in texts whose emphasis is read otherwise now.

    Asterisks that stood in the text are gone from it, so what stands behind them has
    moved. A quote that is not found keeps its words and its facts, and is marked nowhere.
    """
    Revision = apps.get_model("articles", "Revision")
    Place = apps.get_model("articles", "Place")
    changed = Revision.objects.filter(body__contains="*", places__isnull=False)
    for revision in changed.distinct().only("body").iterator(chunk_size=200):
        blocks = body.blocks(revision.body)
        texts = {block.key: block.text for block in blocks}
        for place in Place.objects.filter(revision=revision).select_related("quote"):
            quote = place.quote
            if texts.get(place.block, "")[place.start : place.end] == quote.text:
                continue
            found = quotes.find_again(
                Quote(
                    block=place.block,
                    start=place.start,
                    end=place.end,
                    text=quote.text,
                    before=quote.before.replace("*", ""),
                    after=quote.after.replace("*", ""),
                ),
                blocks,
            )
            if found is None:
                place.delete()
                continue
            place.block, place.start, place.end = found.block, found.start, found.end
            place.save(update_fields=["block", "start", "end"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_presence")]

    operations = [
        migrations.RunPython(place_anew, migrations.RunPython.noop, elidable=True),
    ]
