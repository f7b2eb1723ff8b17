"""The benches run from end to end on a few rows; how fast they are is for `make bench` to say."""

import json
import subprocess
import sys
from io import StringIO

import psycopg
import pytest
from django.core.management import call_command

from mvp_coord.bench import overlaps, state
from mvp_coord.bench.directory import QUESTIONS
from mvp_coord.bench.figures import Measured, Summary
from planning.models import Overlap
from tests import cluster


def test_the_medians_are_over_all_answers_whatever_the_question():
    measured = (Measured("staff", "a", (1.0, 2.0, 3.0), (10.0,)), Measured("contact", "b", (9.0,), (20.0, 40.0)))
    summary = Summary("directory", "partners", 200, 7, measured)
    assert (summary.ours_ms, summary.other_ms) == (2.5, 20.0)
    assert summary.as_json()["ratio"] == 0.125
    assert "contact: b" in summary.as_text()


@pytest.mark.slow
@pytest.mark.django_db
def test_a_bench_makes_its_own_database_compares_both_lists_and_drops_it():
    words = [sys.executable, "manage.py", "bench", "directory", "--size", "200", "--rounds", "1", "--json"]
    env = {**cluster.environment(), "DATABASE_OWNER_URL": cluster.database_url("admin", cluster.DATABASE)}
    done = subprocess.run(words, cwd=cluster.CHECKOUT, env=env, capture_output=True, text=True, check=True)
    (found,) = json.loads(done.stdout)["directory"]
    assert found["rows"] == 200
    asked = {(each["viewer"], each["question"]) for each in found["questions"]}
    assert asked == {(viewer, question) for viewer in ("staff", "contact") for question, *_ in QUESTIONS}
    assert all(each["ours_ms"] > 0 and each["other_ms"] > 0 for each in found["questions"])
    with psycopg.connect(cluster.database_url("admin", cluster.DATABASE)) as server:
        assert not server.execute("SELECT FROM pg_database WHERE datname LIKE 'mvp_bench%'").fetchall()


@pytest.mark.django_db
def test_the_bench_of_a_state_asks_each_page_by_both_viewers():
    call_command("load_reference", verbosity=0, stdout=StringIO())
    state.fill(60, seed=3)
    found = state.measure(60, seed=3, rounds=1)  # refuses where a page does not answer
    asked = {(each.viewer, each.page): each for each in found.pages}
    assert len(asked) == 2 * len(state.PAGES)
    # Those of the test's own savepoints among them.
    assert all(0 < each.queries <= 22 for (_, page), each in asked.items() if page in {"the page", "by volume"})
    assert "contact: by volume" in found.as_text()


@pytest.mark.django_db
def test_the_bench_of_overlaps_finds_the_pairs_of_a_plain_join_and_of_a_double_loop():
    call_command("load_reference", verbosity=0, stdout=StringIO())
    overlaps.fill(400, seed=3)
    found = overlaps.measure(400, seed=3, rounds=1)  # refuses where a rival finds other pairs
    assert found.pairs > 0
    plain = found.as_json()
    assert (plain["n"], plain["seed"], plain["loop_is_extrapolated"]) == (400, 3, False)
    asked = ["n", "pairs", "cases", "load_s", "compute_s", "write_s", "refresh_s", "floor_s", "sql_join_s", "loop_s",
             "peak_mb", "find_ms_p50", "find_ms_p95", "save_ms_p50", "save_ms_p95", "gap_matrix_s"]  # fmt: skip
    assert all(isinstance(plain[name], int | float) for name in asked)
    assert plain["cases"] == Overlap.objects.standing().count()
    assert "double loop" in found.as_text()
