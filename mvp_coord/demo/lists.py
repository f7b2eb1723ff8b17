"""What staff have done with the directory lately: several partners changed at once, a file and views kept."""

from accounts.demo import demo_email
from accounts.models import User
from mvp_coord.lib.public_id import new_public_id
from partners import actions
from partners.actions.saved_views import save_view
from partners.models import Partner, SavedView
from partners.viewers import viewer_of

_HOUSING = ("dairy-bell-workers", "doorbell-thermos")
_WHY = "Both said at the November table that they take rents up as an issue."
# What is looked for again and again: its name, the question in the directory's address, who finds it.
_VIEWS = (
    ("Wisconsin, without its tables", "state=WI&not_kind=state_table&not_kind=donor_table", SavedView.Sharing.NOBODY),
    ("State and donor tables", "kind=state_table&kind=donor_table", SavedView.Sharing.EVERYBODY),
)


def act_on_lists() -> None:
    """Two groups get a new issue by one bulk edit, which can be undone; a list is exported; two views are kept."""
    staff = User.objects.get(email=demo_email("Staff"))
    viewer = viewer_of(staff)
    ids = list(
        Partner.objects.visible_to(viewer).filter(slug__in=_HOUSING).order_by("name").values_list("pk", flat=True)
    )
    back = "/partners/?state=WI"
    edit = actions.start_bulk_edit(ids, by=staff, chosen="chosen by hand", back=back)
    edit = actions.preview_bulk_edit(edit, by=staff, viewer=viewer, changes={"add_issues": ["housing"]}, reason=_WHY)
    actions.apply_bulk_edit(edit, by=staff, viewer=viewer, seen=actions.token_of_preview(edit))
    actions.ask_for_export(
        by=staff,
        public_id=new_public_id(),
        kind="partners",
        file_format="xlsx",
        query="state=WI",
        asked="in Wisconsin",
        fields=["slug", "name", "kind", "states", "issues", "assured_on"],
    )
    for name, query, shared_with in _VIEWS:
        save_view(
            by=staff, public_id=new_public_id(), name=name, query=query, shared_with=shared_with, is_default=False
        )
