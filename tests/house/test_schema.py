"""The OpenAPI document: as committed, and as the API really answers."""

from __future__ import annotations

import pytest
import yaml
from django.conf import settings
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, given
from hypothesis import settings as pace
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker
from rest_framework.test import APIClient

from tests.api import PROBLEM, caller
from tests.factories import LotFactory, MembershipFactory, RecognitionFactory
from tests.marketplace.stories import basket, buyer, paid_order
from traceability.models import Lot

COMMITTED = settings.BASE_DIR / "docs" / "api" / "schema.yaml"
SCHEMA = yaml.load(COMMITTED.read_text(), yaml.CSafeLoader)
PUBLIC = [
    (path, item["get"])
    for path, item in SCHEMA["paths"].items()
    if "get" in item and {} in item["get"]["security"]
]


def holds_to(schema, value):
    """What of the value the schema does not allow."""
    schema = {**_nullable(schema), "components": _nullable(SCHEMA["components"])}
    found = Draft4Validator(schema, format_checker=FormatChecker()).iter_errors(value)
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in found]


def _nullable(node):
    """OpenAPI 3.0 says ``nullable`` where JSON Schema says ``null``; nothing else may be there."""
    if isinstance(node, list):
        return [_nullable(below) for below in node]
    if not isinstance(node, dict):
        return node
    node = {key: _nullable(below) for key, below in node.items()}
    if isinstance(node.get("properties"), dict):
        node.setdefault("additionalProperties", False)
    if node.pop("nullable", False):
        return {"anyOf": [node, {"enum": [None]}]}
    return node


def answer_of(path, method="get", status=200, media="application/json"):
    return SCHEMA["paths"][path][method]["responses"][str(status)]["content"][media]["schema"]


def test_the_committed_schema_is_the_schema():
    """Anew: ``python manage.py spectacular --lang vi --file docs/api/schema.yaml``."""
    with translation.override("vi"):
        schema = SchemaGenerator().get_schema(request=None, public=True)
        written = OpenApiYamlRenderer().render(schema, renderer_context={}).decode()

    validate_schema(schema)
    assert COMMITTED.read_text() == written


def test_every_operation_says_how_it_may_refuse():
    operations = [
        (path, method, operation)
        for path, item in SCHEMA["paths"].items()
        for method, operation in item.items()
    ]
    assert len(operations) >= 18
    for path, method, operation in operations:
        expected = {"400", "401", "429"} | ({"404"} if "{" in path else set())
        assert expected - set(operation["responses"]) == set(), (method, path)
        assert operation["summary"], (method, path)


def test_nothing_personal_is_promised_in_public():
    for path, operation in PUBLIC:
        named = yaml.safe_dump(_expanded(operation["responses"]))
        assert [
            word for word in ("phone", "street:", "email", "receiver") if word in named
        ] == [], path


def _expanded(node):
    """With every reference replaced by what it stands for."""
    if isinstance(node, list):
        return [_expanded(below) for below in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _expanded(SCHEMA["components"]["schemas"][node["$ref"].rpartition("/")[2]])
    return {key: _expanded(below) for key, below in node.items()}


@pytest.mark.django_db
def test_public_answers_hold_to_the_schema():
    lot = LotFactory(best_before=None)
    product = RecognitionFactory(product=lot.pack.product).product
    named = {
        "slug": {"products": product.slug, "producers": product.producer.slug},
        "code": {"communes": "06970", "trace": lot.trace_code},
        "trace_code": {"lots": lot.trace_code},
    }
    for path, _operation in PUBLIC:
        kind = path.split("/")[3]
        values = {name: by_kind.get(kind) for name, by_kind in named.items()}
        answer = caller().get(path.format(**values))
        assert answer.status_code == 200, path
        assert holds_to(answer_of(path), answer.json()) == [], path


@pytest.mark.django_db
def test_personal_answers_hold_to_the_schema():
    lot = LotFactory(best_before=None)
    user = MembershipFactory(producer=lot.producer).user
    group = paid_order(lot=lot, who=buyer(user=user)).group
    basket((lot.pack, 2), user=user)

    for path in ("basket", "orders", "orders/{code}", "stall/orders", "basket/quote/{province}"):
        address = f"/api/v1/{path}/"
        answer = caller(user).get(address.format(code=group.code, province="22"))
        assert answer.status_code == 200, path
        assert holds_to(answer_of(address), answer.json()) == [], path


@pytest.mark.django_db
def test_a_placed_order_and_a_refused_one_hold_to_the_schema():
    lot = LotFactory(best_before=None)
    user = MembershipFactory(producer=lot.producer).user
    group = paid_order(lot=lot, who=buyer(user=user)).group
    basket((lot.pack, 1), user=user)
    body = {
        "receiver": {"name": "A", "phone": "0912345678", "commune": "06970", "street": "B"},
        "gateway": "sandbox",
        "expected_total": 1,
    }

    refused = caller(user).post("/api/v1/orders/", body, headers={"Idempotency-Key": "1"})
    body["expected_total"] = refused.json()["total"]
    placed = caller(user).post("/api/v1/orders/", body, headers={"Idempotency-Key": "2"})

    assert (refused.status_code, placed.status_code) == (409, 201)
    assert placed.json()["order"]["code"] != group.code
    assert holds_to(answer_of("/api/v1/orders/", "post", 201), placed.json()) == []
    refusal = answer_of("/api/v1/orders/", "post", 409, PROBLEM)
    assert refusal == {"$ref": "#/components/schemas/Problem"}
    assert set(_nullable(_expanded(refusal))["required"]) <= set(refused.json())


@pytest.mark.django_db
def test_each_change_of_a_basket_holds_to_the_schema():
    pack = LotFactory(best_before=None).pack
    user = MembershipFactory(producer=pack.product.producer).user
    line = "/api/v1/basket/lines/{pack}/"

    for method, body in (("put", {"quantity": 1}), ("patch", {"quantity": 2}), ("delete", None)):
        answer = getattr(caller(user), method)(line.format(pack=pack.pk), body)
        assert holds_to(answer_of(line, method, answer.status_code), answer.json()) == []


def likely(schema):
    """A value a caller may send: mostly fitting, sometimes anything."""
    if "enum" in schema:
        fitting = st.sampled_from(schema["enum"])
    elif schema["type"] == "integer":
        fitting = st.integers(schema["minimum"], schema["maximum"]).map(str)
    else:
        fitting = st.sampled_from(["che", "ba che", "22", "06970", "tra-va-ca-phe", "%", "_", "'"])
    return fitting | st.text(max_size=30) | st.sampled_from(["", "\0", "９", "-1", "1e9", "9" * 40])


@st.composite
def questions(draw):
    """A public address with values in its path and its parameters."""
    path, operation = draw(st.sampled_from(PUBLIC))
    told = {}
    for parameter in operation.get("parameters", []):
        value = likely(parameter["schema"])
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", draw(value).replace("/", "") or "x")
        elif draw(st.booleans()):
            told[parameter["name"]] = draw(value)
    return path, told


@pytest.mark.django_db
@given(asked=st.lists(questions(), min_size=1, max_size=4))
@pace(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_question_breaks_the_api(asked):
    if not Lot.objects.exists():
        LotFactory(best_before=None)
    for number, (path, told) in enumerate(asked):
        answer = APIClient().get(path, told, REMOTE_ADDR=f"192.0.2.{number}")
        assert answer.status_code in {200, 400, 404, 429}
        kind = "application/json" if answer.status_code == 200 else PROBLEM
        assert answer.headers["Content-Type"] == kind


@pytest.mark.django_db
def test_the_documentation_runs_no_script_of_strangers(client):
    page = client.get("/api/docs/")

    policy = page.headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src" not in policy
    assert "default-src 'self'" in policy
    assert "https://" not in page.content.decode()
    assert "unsafe-inline" not in client.get("/api/v1/shelves/").headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_schema_is_served(client):
    answer = client.get("/api/schema/")

    assert answer.status_code == 200
    assert yaml.safe_load(answer.content) == SCHEMA
