"""Addresses of the directory (partners, their entities, programs and activities) and of the library."""

from django.urls import path

from .views import (
    activities,
    directory,
    duplicates,
    editing,
    entities,
    library,
    library_editing,
    library_talk,
    profile,
    programs,
)

app_name = "partners"

urlpatterns = [
    path("partners/", directory.partner_list, name="list"),
    path("partners/new/", editing.partner_add, name="add"),
    path("partners/likely/", editing.likely, name="likely"),
    path("partners/duplicates/", duplicates.duplicate_list, name="duplicates"),
    path("partners/duplicates/search/", duplicates.duplicate_search, name="search-duplicates"),
    path("partners/duplicates/merges/<slug:public_id>/undo/", duplicates.undo_merge, name="undo-merge"),
    path("partners/duplicates/<slug:one>/<slug:other>/", duplicates.merge, name="merge"),
    path("partners/duplicates/<slug:one>/<slug:other>/apart/", duplicates.apart, name="keep-apart"),
    path("partners/open-overlaps/", directory.open_overlaps, name="open-overlaps"),
    path("partners/<slug:slug>/", profile.partner_detail, name="detail"),
    path("partners/<slug:slug>/edit/", editing.partner_edit, name="edit"),
    path("partners/<slug:slug>/still-true/", editing.still_true, name="still-true"),
    path("partners/<slug:slug>/entities/new/", entities.entity_add, name="add-entity"),
    path("partners/<slug:slug>/entities/<slug:public_id>/", entities.entity_edit, name="edit-entity"),
    path("partners/<slug:slug>/programs/new/", programs.program_add, name="add-program"),
    path("programs/<slug:public_id>/", programs.program_detail, name="program"),
    path("programs/<slug:public_id>/edit/", programs.program_edit, name="edit-program"),
    path("programs/<slug:public_id>/still-true/", programs.program_still_true, name="program-still-true"),
    path("programs/<slug:public_id>/activities/new/", activities.activity_add, name="add-activity"),
    path("activities/<slug:public_id>/", activities.activity_detail, name="activity"),
    path("activities/<slug:public_id>/edit/", activities.activity_edit, name="edit-activity"),
    path("activities/<slug:public_id>/cancel/", activities.activity_cancel, name="cancel-activity"),
    path("activities/<slug:public_id>/restore/", activities.activity_restore, name="restore-activity"),
    path("resources/", library.resource_list, name="resources"),
    path("resources/new/", library_editing.resource_add, name="add-resource"),
    path("resources/<slug:public_id>/", library.resource_detail, name="resource"),
    path("resources/<slug:public_id>/files/<slug:file_id>/", library.resource_file, name="resource-file"),
    path("resources/<slug:public_id>/edit/", library_editing.resource_edit, name="edit-resource"),
    path("resources/<slug:public_id>/version/", library_editing.resource_version, name="resource-version"),
    path("resources/<slug:public_id>/still-true/", library_editing.resource_still_true, name="resource-still-true"),
    path("resources/<slug:public_id>/withdraw/", library_editing.resource_withdraw, name="withdraw-resource"),
    path("resources/<slug:public_id>/restore/", library_editing.resource_restore, name="restore-resource"),
    path("resources/<slug:public_id>/use/", library_talk.resource_use, name="use-resource"),
    path("resources/<slug:public_id>/unuse/", library_talk.resource_unuse, name="unuse-resource"),
    path("resources/<slug:public_id>/comments/", library_talk.comment_add, name="add-comment"),
    path(
        "resources/<slug:public_id>/comments/<slug:comment_id>/remove/",
        library_talk.comment_remove,
        name="remove-comment",
    ),
    path(
        "resources/<slug:public_id>/comments/<slug:comment_id>/restore/",
        library_talk.comment_restore,
        name="restore-comment",
    ),
]
