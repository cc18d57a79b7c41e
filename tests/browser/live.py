"""What the tests of the live list share: news brought in, and the list as it is on screen."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from articles.live import grouping
from articles.models import LiveStory
from tests import make

batches = count(1)

# Every shift counts here, those within half a second of a key or a click as well.
WATCH = """() => {
  window.moved = 0;
  window.movers = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      window.moved += entry.value;
      for (const {node, previousRect, currentRect} of entry.sources) window.movers.push(
        [node?.outerHTML?.slice(0, 90) ?? node?.data, previousRect.y, currentRect.y]);
    }
  }).observe({type: "layout-shift"});
}"""
FRAMES = """() => new Promise(done => requestAnimationFrame(
  () => requestAnimationFrame(() => setTimeout(done, 50))))"""
PLACE = """([x, y]) => {
  const row = document.elementFromPoint(x, y).closest(".row");
  return [row.dataset.pk, row.getBoundingClientRect().top];
}"""


def arrive(number, told_at=None, outlet="江南快讯", **fields):
    """Bring *number* rows of news, a millisecond apart, as one look at a feed brings them."""
    batch = next(batches)
    told_at = told_at or timezone.now()
    grouping.place(
        make.feed(outlet),
        [
            make.incoming(
                f"第{batch}批第{n}号样品批次通过检验",
                told_at + timedelta(milliseconds=n),
                **fields,
            )
            for n in range(number)
        ],
    )


def open_list(open_page, address="/", width=1440, **options):
    page = open_page(address, width, **options)
    page.evaluate(WATCH)
    return page


def tell(page):
    """Let the page ask; a question already on its way may be too old, so twice."""
    page.evaluate("live.poll().then(live.poll)")
    page.evaluate(FRAMES)


def listed(page):
    return page.evaluate("live.rows().map(row => Number(row.dataset.pk))")


def waiting(page):
    return page.evaluate("live.waiting().map(row => Number(row.dataset.pk))")


def stored(number):
    """The pks of the newest *number* rows as the site has them."""
    return list(LiveStory.objects.shown().values_list("pk", flat=True)[:number])


def wait_for_news(page):
    """Until the newest row stands at the top and the line is well."""
    page.wait_for_function(
        "pk => live.trouble === '' && live.rows()[0]?.dataset.pk === String(pk)",
        arg=stored(1)[0],
    )
    tell(page)


def count_anew(page):
    """From here on: what moved before is told of some frames later."""
    page.evaluate(FRAMES)
    page.evaluate("() => { moved = 0; movers = []; }")


def moved(page):
    page.evaluate(FRAMES)
    if page.evaluate("window.movers.length"):
        print(page.evaluate("window.movers"))  # shown when the test fails
    return page.evaluate("window.moved")


def middle_of(page, selector):
    box = page.locator(selector).bounding_box()
    return [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]


def assert_nothing_lost_and_nothing_twice(page):
    found = listed(page)
    assert len(found) == len(set(found))
    assert found == stored(len(found))


def shown(page):
    return page.evaluate("live.shownRows().map(row => Number(row.dataset.pk))")


def count(page):
    return page.locator("#live-count").text_content()


def add_word(page, kind, word):
    page.fill(f"#{kind}-word", word)
    page.keyboard.press("Enter")


def polls(page):
    """The addresses of the polls a page sends from now on, as it sends them."""
    sent = []
    page.on(
        "request",
        lambda request: "/live/news/" in request.url and sent.append(request.url),
    )
    return sent
