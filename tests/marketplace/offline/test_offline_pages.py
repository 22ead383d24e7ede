"""The manifest, the worker and its switch, and what a page to be kept must not hold."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from marketplace.offline import worker
from tests.factories import PackFactory, UserFactory

PRIVATE = (
    *("/gio-hang/", "/thanh-toan/", "/thanh-toan/ABC/", "/tai-khoan/", "/don-hang/ABC/"),
    *("/tra-cuu-don/", "/gian-hang/mot-nha/", "/can-bo/", "/admin/", "/api/v1/products/"),
)
PUBLIC = ("/", "/tim-kiem/", "/san-pham/mat-ong/", "/truy-xuat/ma/227HXQAKWD/", "/trang/lien-he/")


def test_a_worker_knows_its_market_and_names_its_parts(client):
    answer = client.get("/sw.js")
    facts, *imports = answer.content.decode().strip().split("\n")
    told = json.loads(facts.removeprefix("const MARKET = ").removesuffix(";"))

    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert [re.search(r"(\w+)\.js", line)[1] for line in imports] == list(worker.PARTS)
    assert (told["offline"], sorted(told["words"])) == ("/ngoai-tuyen/", ["en", "vi"])


def test_another_part_makes_another_version(monkeypatch):
    before = worker.script()
    monkeypatch.setattr(worker, "PARTS", (*worker.PARTS, "more"))

    assert worker.script() != before
    assert re.findall(r'"version": "(\w+)"', worker.script()) != re.findall(
        r'"version": "(\w+)"', before
    )


@pytest.mark.django_db
def test_switched_off_the_worker_takes_itself_away_and_no_page_asks_for_it(client, settings):
    assert 'data-worker="/sw.js"' in client.get("/ngoai-tuyen/").content.decode()
    settings.OFFLINE_PAGES = False

    assert client.get("/sw.js").content.decode() == 'importScripts("/static/js/worker/end.js");\n'
    assert "data-worker" not in client.get("/trang/lien-he/").content.decode()


def test_the_worker_lets_private_rooms_alone():
    source = _part("pages")
    public = re.compile(re.search(r"const PUBLIC = /(.*)/;", source)[1])
    kept = re.compile(re.search(r"const KEPT = /(.*)/;", source)[1])

    assert [path for path in PRIVATE if public.match(path)] == []
    assert [path for path in PUBLIC if not public.match(path)] == []
    assert [path for path in PUBLIC if kept.match(path)] == [*PUBLIC[2:4]]


@pytest.mark.django_db
def test_a_page_to_be_kept_comes_without_a_name_in_the_language_it_is_read_in(client):
    pack = PackFactory(product__name="Mật ong")
    user = UserFactory(full_name="Nguyễn Thị Hường")
    client.force_login(user)
    address = reverse("storefront:page", args=["lien-he"])
    seen = client.get(address).content.decode()
    client.logout()

    kept = client.get(address, headers={"X-Kept-In": "en"})

    assert user.full_name in seen
    assert user.full_name not in kept.content.decode()
    assert kept.headers["Content-Language"] == "en"
    assert pack.pk


def test_the_manifest_is_whole_and_its_pictures_are_there(client):
    told = client.get("/cho-goc.webmanifest").json()
    pictures = [*told["icons"], *(one for cut in told["shortcuts"] for one in cut["icons"])]

    ways = ["/truy-xuat/", "/tai-khoan/don-hang/", "/gian-hang/"]
    assert [cut["url"] for cut in told["shortcuts"]] == ways
    assert {"any", "maskable"} == {icon["purpose"] for icon in told["icons"]}
    assert [one for one in pictures if not finders.find(one["src"].removeprefix("/static/"))] == []
    assert (told["start_url"], told["scope"], told["display"]) == ("/", "/", "standalone")


def _part(name):
    with open(finders.find(f"js/worker/{name}.js"), encoding="utf-8") as source:  # noqa: PTH123
        return source.read()
