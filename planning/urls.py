"""Addresses of overlaps and recommendations."""

from django.urls import path

from .views import bands, case_letters, deconfliction, gap_asks, gaps, overlaps, recommendations

app_name = "planning"

urlpatterns = [
    path("overlaps/", overlaps.overlap_list, name="overlaps"),
    path("overlaps/letters/<slug:token>/", case_letters.case_letter, name="case-letter"),
    path("overlaps/bands/", bands.band_list, name="bands"),
    path("overlaps/bands/<slug:public_id>/", bands.band_trial, name="band-trial"),
    path("overlaps/saved/", overlaps.overlaps_saved, name="overlaps-saved"),
    path("overlaps/<slug:public_id>/", overlaps.overlap_detail, name="overlap"),
    path("overlaps/<slug:public_id>/settle/", overlaps.overlap_settle, name="overlap-settle"),
    path("overlaps/<slug:public_id>/reopen/", overlaps.overlap_reopen, name="overlap-reopen"),
    path("overlaps/<slug:public_id>/take/", overlaps.overlap_take, name="overlap-take"),
    path("overlaps/<slug:public_id>/owner/", overlaps.overlap_owner, name="overlap-owner"),
    path("gaps/", gaps.gap_list, name="gaps"),
    path("gaps/asks/<slug:public_id>/", gap_asks.gap_ask, name="gap-ask"),
    path("gaps/asks/<slug:public_id>/answer/", gap_asks.gap_answer, name="gap-answer"),
    path("gaps/asks/<slug:public_id>/reply/", gap_asks.gap_reply, name="gap-reply"),
    path("gaps/<slug:key>/", gaps.gap_detail, name="gap"),
    path("gaps/<slug:key>/offer/", gaps.gap_offer, name="gap-offer"),
    path("gaps/<slug:key>/aside/", gaps.gap_aside, name="gap-aside"),
    path("gaps/<slug:key>/reopen/", gaps.gap_reopen, name="gap-reopen"),
    path("gaps/<slug:key>/program/", gaps.gap_program, name="gap-program"),
    path("overlaps/<slug:public_id>/ways/", deconfliction.overlap_ways, name="overlap-ways"),
    path("overlaps/<slug:public_id>/say/", deconfliction.overlap_say, name="overlap-say"),
    path("overlaps/<slug:public_id>/propose/<slug:decision>/", deconfliction.overlap_propose, name="overlap-propose"),
    path(
        "overlaps/<slug:public_id>/proposals/<slug:proposal_id>/answer/",
        deconfliction.proposal_answer,
        name="proposal-answer",
    ),
    path(
        "overlaps/<slug:public_id>/proposals/<slug:proposal_id>/withdraw/",
        deconfliction.proposal_withdraw,
        name="proposal-withdraw",
    ),
    path("recommendations/", recommendations.recommendation_list, name="recommendations"),
    path("recommendations/<slug:public_id>/", recommendations.recommendation_detail, name="recommendation"),
]
