"""What every address of the API has in common: problems, pages, parameters, limits, keys."""

import pytest
from django.utils.timezone import now

from accounts.limits import count_try
from accounts.models import Tally
from accounts.throttles import PERSON_LIMIT, SPAN, VISITOR_LIMIT, visitor_key
from tests.api import caller, errors, problem
from tests.factories import ShelfFactory, UserFactory

pytestmark = pytest.mark.django_db


def use_up(key, limit):
    """This minute and the next, so that no test depends on when a minute turns."""
    for at in (now(), now() + SPAN):
        count_try(key=key, at=at, limit=limit, within=SPAN)
    Tally.objects.filter(key=key).update(count=limit)


@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v1/nowhere/", "/api/v2/products/"])
def test_an_unknown_address_is_a_problem(path):
    assert problem(caller().get(path)) == (404, "not-found")


def test_a_problem_says_all_in_the_language_of_the_reader(client):
    client.cookies["django_language"] = "vi"

    assert client.get("/api/v1/nowhere/").json() == {
        "type": "urn:problem-type:chogoc:not-found",
        "title": "Không tìm thấy",
        "status": 404,
        "detail": "Không có gì ở địa chỉ này, hoặc không phải của bạn.",
        "instance": "/api/v1/nowhere/",
    }


def test_a_method_an_address_does_not_know_is_a_problem():
    answer = caller(UserFactory()).post("/api/v1/shelves/")

    assert problem(answer) == (405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_only_json_is_spoken():
    assert problem(caller().get("/api/v1/shelves/", HTTP_ACCEPT="text/xml")) == (
        406,
        "not-acceptable",
    )


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"grop": "1"}, {"grop": "unknown_parameter"}),
        ({"page": "0"}, {"page": "out_of_range"}),
        ({"page": "1e3"}, {"page": "out_of_range"}),
        ({"page": "１"}, {"page": "out_of_range"}),
        ({"page": "9" * 5000}, {"page": "out_of_range"}),
        ({"page_size": "101"}, {"page_size": "out_of_range"}),
        ({"page_size": "-1"}, {"page_size": "out_of_range"}),
        ({"page": ["1", "2"]}, {"page": "unknown_parameter"}),
        ({"format": "json"}, {"format": "unknown_parameter"}),
    ],
)
def test_a_parameter_that_means_nothing_is_refused(query, told):
    answer = caller().get("/api/v1/shelves/", query)

    assert problem(answer) == (400, "bad-request")
    assert errors(answer) == told


@pytest.mark.parametrize("query", ["page=%00", "q=%ff", "%ff=1", "q=%ed%a0%80"])
def test_an_address_that_is_no_text_is_refused(query):
    assert problem(caller().get(f"/api/v1/shelves/?{query}")) == (400, "bad-request")


def test_nul_in_the_path_is_refused():
    assert problem(caller().get("/api/v1/trace/A%00B/")) == (400, "bad-request")


def test_more_parameters_than_are_read_is_refused():
    query = "&".join(f"a{n}=1" for n in range(2_001))

    assert problem(caller().get(f"/api/v1/shelves/?{query}")) == (400, "bad-request")


def test_pages_lead_on_and_back():
    for n in range(3):
        ShelfFactory(slug=f"ke-{n}", position=n)

    first = caller().get("/api/v1/shelves/", {"page_size": 2}).json()
    second = caller().get(first["next"]).json()

    assert [row["slug"] for row in first["results"] + second["results"]] == ["ke-0", "ke-1", "ke-2"]
    assert (first["count"], first["previous"], second["next"]) == (3, None, None)
    assert caller().get(second["previous"]).json() == first


def test_a_page_past_the_end_is_not_found():
    assert problem(caller().get("/api/v1/shelves/", {"page": "2"})) == (404, "not-found")


def test_a_visitor_who_asks_too_often_waits():
    use_up(visitor_key("127.0.0.1"), VISITOR_LIMIT)

    answer = caller().get("/api/v1/shelves/")

    assert problem(answer) == (429, "too-many-requests")
    assert 1 <= int(answer.headers["Retry-After"]) <= 61


def test_a_person_is_counted_apart_from_the_visitors_of_the_same_address():
    user = UserFactory()
    use_up(visitor_key("127.0.0.1"), VISITOR_LIMIT)

    assert caller(user).get("/api/v1/shelves/").status_code == 200
    Tally.objects.all().delete()
    use_up(f"api:user:{user.pk}", PERSON_LIMIT)
    assert problem(caller(user).get("/api/v1/shelves/")) == (429, "too-many-requests")


def test_guessing_keys_is_counted_too():
    use_up(visitor_key("127.0.0.1"), VISITOR_LIMIT)
    guess = caller()
    guess.credentials(HTTP_AUTHORIZATION="Token " + "0" * 40)

    assert problem(guess.get("/api/v1/shelves/")) == (429, "too-many-requests")
    assert problem(caller().get("/api/v1/basket/")) == (429, "too-many-requests")


def test_no_address_is_kept_in_clear():
    caller().get("/api/v1/shelves/", REMOTE_ADDR="203.0.113.77")

    key = Tally.objects.get().key
    assert key == visitor_key("203.0.113.77")
    assert "203" not in key.removeprefix("api:visitor:")[:3]
    assert len(key) == len("api:visitor:") + 40


def test_one_household_is_counted_once_in_ipv6():
    assert visitor_key("2001:db8:1:2::1") == visitor_key("2001:db8:1:2:ffff::9")
    assert visitor_key("2001:db8:1:2::1") != visitor_key("2001:db8:1:3::1")


@pytest.mark.parametrize("header", ["Token nonsense", "Token", "Token a b", "Token \u00ff"])
def test_a_key_nobody_has_opens_nothing(header):
    stranger = caller()
    stranger.credentials(HTTP_AUTHORIZATION=header.encode().decode("latin-1"))

    answer = stranger.get("/api/v1/shelves/")

    assert problem(answer) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == "Token"


def test_without_a_key_what_is_personal_stays_closed():
    for path in ("basket", "orders", "orders/ABC", "stall/orders", "basket/quote/22"):
        assert problem(caller().get(f"/api/v1/{path}/")) == (401, "unauthorized")


def test_what_a_person_was_told_is_kept_by_nobody_on_the_way():
    answers = [caller(user).get("/api/v1/shelves/") for user in (UserFactory(), None)]

    assert [answer.headers.get("Cache-Control") for answer in answers] == [
        "max-age=0, no-cache, no-store, must-revalidate, private",
        None,
    ]


def test_a_person_who_left_can_no_longer_call():
    user = UserFactory()
    program = caller(user)
    user.is_active = False
    user.save()

    assert problem(program.get("/api/v1/orders/")) == (401, "unauthorized")


def test_a_session_needs_the_token_against_forgery(client):
    user = UserFactory()
    client.force_login(user)
    client.handler.enforce_csrf_checks = True

    answer = client.delete("/api/v1/basket/lines/1/")

    assert problem(answer) == (403, "forbidden")
