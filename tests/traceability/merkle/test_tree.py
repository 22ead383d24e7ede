"""Roots and proofs are those of RFC 6962, whoever makes them."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from traceability.merkle import tree
from traceability.merkle.hashing import EMPTY, leaf_hash, levels, node_hash

VECTORS = json.loads(
    (Path(__file__).parents[2] / "standards" / "log" / "rfc6962-vectors.json").read_text()
)
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
INPUTS.append("606162636465666768696a6b6c6d6e6f")
LEAVES = [leaf_hash(bytes.fromhex(one)) for one in INPUTS]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def raw(text):
    return b64decode(text or "")


def holds(vector):
    steps = [raw(step) for step in vector.get("proof") or []]
    try:
        if vector["name"].startswith("consistency"):
            tree.check_consistency(
                first=vector.get("size1", 0),
                second=vector.get("size2", 0),
                first_root=raw(vector.get("root1")),
                second_root=raw(vector.get("root2")),
                proof=steps,
            )
        else:
            tree.check_inclusion(
                leaf=raw(vector.get("leafHash")),
                index=vector.get("leafIdx", 0),
                size=vector.get("treeSize", 0),
                proof=steps,
                root=raw(vector.get("root")),
            )
    except tree.NotProved:
        return False
    return True


def test_the_vectors_of_others_are_judged_as_they_judge_them():
    assert len(VECTORS) == 196
    judged = {vector["name"]: holds(vector) for vector in VECTORS}

    assert judged == {vector["name"]: not vector.get("wantErr") for vector in VECTORS}
    assert sum(judged.values()) == 12


def naive(leaves):
    """The words of RFC 6962 and nothing else."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(naive(leaves[:half]), naive(leaves[half:]))


def reader(leaves):
    rows = levels(leaves)
    return lambda level, index: rows[level][index]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_everybody_has(size):
    frontier = tree.Frontier()
    for leaf in LEAVES[:size]:
        frontier.add(leaf)

    assert frontier.root().hex() == ROOTS[size]
    assert tree.root(size, reader(LEAVES[:size])).hex() == ROOTS[size]


@given(size=some.integers(1, 300), at=some.data())
def test_every_leaf_is_proved_and_no_other_in_its_place(size, at):
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    index, other = (at.draw(some.integers(0, size - 1)) for _ in range(2))
    proof = tree.inclusion(index, size, reader(leaves))
    told = {"size": size, "proof": proof, "root": naive(leaves)}

    tree.check_inclusion(leaf=leaves[index], index=index, **told)

    if other != index:
        with pytest.raises(tree.NotProved):
            tree.check_inclusion(leaf=leaves[other], index=index, **told)
        with pytest.raises(tree.NotProved):
            tree.check_inclusion(leaf=leaves[index], index=other, **told)


@given(second=some.integers(1, 300), at=some.data())
def test_a_tree_begins_with_each_smaller_one_and_with_no_altered_one(second, at):
    leaves = [leaf_hash(str(number).encode()) for number in range(second)]
    first = at.draw(some.integers(1, second))
    altered = [*leaves]
    altered[at.draw(some.integers(0, first - 1))] = leaf_hash(b"altered")
    told = {
        "first": first,
        "second": second,
        "second_root": naive(leaves),
        "proof": tree.consistency(first, second, reader(leaves)),
    }

    tree.check_consistency(first_root=naive(leaves[:first]), **told)

    with pytest.raises(tree.NotProved):
        tree.check_consistency(first_root=naive(altered[:first]), **told)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_what_is_not_there_has_no_proof(index, size):
    with pytest.raises(IndexError):
        tree.inclusion(index, size, reader(LEAVES))


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3), (0, 0)])
def test_nothing_begins_with_nothing_or_with_more(first, second):
    with pytest.raises(IndexError):
        tree.consistency(first, second, reader(LEAVES))
