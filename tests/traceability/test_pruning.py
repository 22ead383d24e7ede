"""Style sheets in the page: all that it needs, and little else."""

from __future__ import annotations

import re

import pytest

from tests.traceability.test_scan import issue, look, tell
from traceability import styles
from traceability.models import Lot
from traceability.pruning import CLASS, Vocabulary, pruned
from traceability.symbols import SYMBOL

SET = re.compile(r'class="([^"]*)"')


def test_a_rule_stays_while_a_page_may_have_its_class():
    words = Vocabulary('<p class="pill tone-{{ tone }}">')
    sheet = ".pill{a:b}.card{c:d}.card,.pill b{e:f}.tone-bad{g:h}p{i:j}"
    assert pruned(sheet, words) == ".pill{a:b}.pill b{e:f}.tone-bad{g:h}p{i:j}"


def test_what_stands_around_rules_stays_around_them():
    sheet = "@layer a,b;@media (x){.card{a:b}.pill{c:d}}@layer a{.card{e:f}}@font-face{g:h}"
    words = Vocabulary("pill")
    assert pruned(sheet, words) == "@layer a,b;@media (x){.pill{c:d}}@font-face{g:h}"


def test_a_selector_with_commas_inside_is_one():
    assert pruned(":is(.a,.b) p,.c{d:e}", Vocabulary("c")) == ".c{d:e}"
    assert pruned("p:not(.a):is(h1,h2){d:e}", Vocabulary("a")) == "p:not(.a):is(h1,h2){d:e}"
    within = "html:is([a],:has(.b,.c)) p,h1{d:e}"
    assert pruned(within, Vocabulary("b c")) == within
    assert pruned(within, Vocabulary("b")) == "h1{d:e}"


def test_the_sheets_of_the_scan_page_open_no_bracket_that_they_do_not_close():
    heads = re.findall(r"[^{};]+(?=\{)", styles.text() + styles.night())
    assert [head for head in heads if head.count("(") != head.count(")")] == []


@pytest.mark.django_db
@pytest.mark.parametrize("is_complete", [True, False])
def test_no_rule_is_missing_for_a_class_of_the_page(client, is_complete):
    code = issue()
    if not is_complete:
        tell(code.lot, 2)
    page = look(client, code).content.decode()
    used = {name for names in SET.findall(page) for name in names.split()}
    whole = {name for sheet in styles.SHEETS for name in CLASS.findall(styles._sheet(sheet))}
    assert used & whole - set(CLASS.findall(styles.text())) == set()
    assert len(used & whole) > 40
    assert len(styles.text()) < 38_000


@pytest.mark.django_db
def test_every_symbol_is_in_the_page_once(client):
    code = issue()
    Lot.objects.filter(pk=code.lot.pk).update(best_before="2020-01-01", made_on="2019-01-01")
    page = look(client, code).content.decode()
    there = [name for name, _rest in SYMBOL.findall(page)]
    assert set(re.findall(r'href="#(hinh-[^"]+)"', page)) - set(there) == set()
    assert len(there) == len(set(there)) < 40
    assert "icons.svg" not in page
