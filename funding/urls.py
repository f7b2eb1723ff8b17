"""Addresses of allocations, of what entities need, and of the rules of money."""

from django.urls import path

from .views import (
    allocations,
    awards,
    changes,
    cofunding,
    funds,
    grants,
    need_list,
    needs,
    once,
    past_budgets,
    payments,
    rules,
    talks,
)

app_name = "funding"

urlpatterns = [
    path("funding/", allocations.allocation_list, name="list"),
    path("funding/rules/", rules.rule_list, name="rules"),
    path("funding/once/", once.once, name="once"),
    path("funding/past-budgets/", past_budgets.past_budget_list, name="past-budgets"),
    path("funding/needs/", need_list.need_list, name="needs"),
    path("funding/needs/<slug:entity>/<slug:cycle>/ask/", need_list.need_ask, name="ask-need"),
    path("funding/needs/<slug:entity>/<slug:cycle>/", needs.need_detail, name="need"),
    path("funding/needs/<slug:entity>/<slug:cycle>/state/", needs.need_state, name="state-need"),
    path("funding/statements/<slug:public_id>/correct/", needs.need_correct, name="correct-need"),
    path("funding/statements/<slug:public_id>/withdraw/", needs.need_withdraw, name="withdraw-need"),
    path("funding/of/<slug:slug>/", cofunding.group_funders, name="funders"),
    path("funding/in/<slug:code>/", cofunding.state_funders, name="state-funders"),
    path("funding/beside/<slug:slug>/", cofunding.funders_beside_it, name="funders-beside"),
    path("funding/grants/<slug:public_id>/", grants.grant_detail, name="grant"),
    path("funding/funds/add/<slug:funder>/", funds.fund_add, name="add-fund"),
    path("funding/funds/<slug:slug>/edit/", funds.fund_edit, name="edit-fund"),
    path("funding/asks/", talks.ask_list, name="asks"),
    path("funding/asks/new/<slug:group>/", talks.ask_new, name="ask-funder"),
    path("funding/asks/<slug:public_id>/", talks.ask_detail, name="ask"),
    path("funding/asks/<slug:public_id>/say/", talks.ask_say, name="say"),
    path("funding/asks/<slug:public_id>/put-aside/", talks.ask_aside, name="put-aside"),
    path("funding/add/", changes.recipient, name="recipient"),
    path("funding/add/<slug:entity>/", changes.propose, name="propose"),
    path("funding/<slug:public_id>/", allocations.allocation_detail, name="allocation"),
    path("funding/<slug:public_id>/step/", changes.step, name="step"),
    path("funding/<slug:public_id>/release/", changes.release, name="release"),
    path("funding/<slug:public_id>/edit/", changes.revise, name="revise"),
    path("funding/<slug:public_id>/review/", awards.review, name="review"),
    path("funding/<slug:public_id>/counsel/", awards.counsel, name="counsel"),
    path("funding/<slug:public_id>/amend/", awards.amend, name="amend"),
    path("funding/<slug:public_id>/amendments/<slug:amendment>/", awards.amendment, name="amendment"),
    path("funding/<slug:public_id>/schedule/", payments.schedule, name="schedule"),
    path("funding/<slug:public_id>/parts/<slug:part>/", payments.part, name="part"),
    path("funding/<slug:public_id>/require/", payments.require, name="require"),
    path("funding/<slug:public_id>/owed/<slug:requirement>/", payments.requirement, name="requirement"),
]
