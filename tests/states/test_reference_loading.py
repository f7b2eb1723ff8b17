"""Loading the reference data into a database that has none: how long it takes, and what it finds there."""

from django.core.management import call_command

from states.actions.reference import load_reference
from states.models import Constituency


def test_the_whole_load_takes_few_queries(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(80):
        call_command("load_reference", verbosity=0)


def test_a_new_synonym_of_this_version_reaches_a_term_that_is_already_there(db):
    Constituency.objects.create(code="youth", label="Young voters of ours", aliases=["the kids"])
    load_reference(by=None)
    youth = Constituency.objects.get(code="youth")
    assert youth.label == "Young voters of ours"
    assert {"the kids", "gen z"} <= set(youth.aliases)
