"""Addresses of states, their calendars, and what matters most in them."""

from django.urls import path

from .views import calendar, cycle, feeds, pages, priorities, state_around

app_name = "states"

urlpatterns = [
    path("cycle/", cycle.switch_cycle, name="switch-cycle"),
    path("states/", pages.state_list, name="list"),
    path("states/compare/", pages.state_compare, name="compare"),
    path("states/<slug:code>/", pages.state_detail, name="detail"),
    path("states/<slug:code>/brief/", pages.state_brief, name="brief"),
    path("states/<slug:code>/overlaps/", state_around.state_overlaps, name="overlaps"),
    path("states/<slug:code>/gaps/", state_around.state_gaps, name="gaps"),
    path("states/<slug:code>/around/", state_around.state_around, name="around"),
    path("states/<slug:code>/calendar/", calendar.calendar, name="calendar"),
    path("states/<slug:code>/calendar/elections/new/", calendar.election_add, name="add-election"),
    path("states/<slug:code>/calendar/feed/", feeds.feed_open, name="open-feed"),
    path("calendar-feeds/<str:token>.ics", feeds.feed, name="feed"),
    path("calendar-feeds/<str:public_id>/revoke/", feeds.feed_revoke, name="revoke-feed"),
    path("elections/<str:public_id>/edit/", calendar.election_edit, name="edit-election"),
    path("elections/<str:public_id>/remove/", calendar.election_remove, name="remove-election"),
    path("elections/<str:public_id>/deadlines/new/", calendar.deadline_add, name="add-deadline"),
    path("elections/<str:public_id>/races/new/", calendar.race_add, name="add-race"),
    path("deadlines/<str:public_id>/edit/", calendar.deadline_edit, name="edit-deadline"),
    path("deadlines/<str:public_id>/verify/", calendar.deadline_verify, name="verify-deadline"),
    path("deadlines/<str:public_id>/remove/", calendar.deadline_remove, name="remove-deadline"),
    path("races/<str:public_id>/edit/", calendar.race_edit, name="edit-race"),
    path("races/<str:public_id>/remove/", calendar.race_remove, name="remove-race"),
    path("priorities/", priorities.priority_list, name="priorities"),
    path("priorities/new/", priorities.national_priority_add, name="add-national-priority"),
    path("priorities/<str:public_id>/", priorities.priority_detail, name="priority"),
    path("priorities/<str:public_id>/edit/", priorities.priority_edit, name="edit-priority"),
    path("priorities/<str:public_id>/remove/", priorities.priority_remove, name="remove-priority"),
    path("states/<slug:code>/priorities/new/", priorities.priority_add, name="add-priority"),
    path("states/<slug:code>/places/", pages.place_list, name="places"),
]
