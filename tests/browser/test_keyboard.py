"""Everything by keyboard: into the content, along the rows, to the search, out of dialogs."""

from playwright.sync_api import Page, expect

from .conftest import Visit
from .looking import PHONE, axe, inject_axe


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def test_the_first_tab_skips_to_the_content_and_the_next_ones_reach_its_links(visit: Visit):
    page = visit("staff")
    page.goto("/overlaps/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="What coordination saved")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Touch bands")).to_be_focused()
    for _ in range(4):  # behind what else the page offers above its filters
        page.keyboard.press("Tab")
        if page.get_by_label("State").evaluate("field => field === document.activeElement"):
            break
    expect(page.get_by_label("State")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if focused(page) == "Text in Maricopa County, AZ":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Text in Maricopa County, AZ")


def test_the_focus_is_seen_wherever_it_is(visit: Visit):
    page = visit("staff")
    page.goto("/partners/")
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        unseen += page.evaluate(
            """() => {
              const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
              const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
              // Nothing may lie over it, such as a header that stays at the top.
              const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
              const over = document.elementFromPoint(
                middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
              const free = over && (here.contains(over) || over.contains(here));
              return outlined && free ? [] : [here.outerHTML.slice(0, 100)];
            }"""
        )
    assert unseen == []


def test_slash_searches_j_and_k_walk_the_rows_and_e_edits(visit: Visit):
    page = visit("staff")
    page.goto("/partners/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("j/k")
    expect(page.get_by_role("searchbox")).to_have_value("j/k")
    page.wait_for_url("**/partners/?q=j**")  # the search that these letters began has been answered
    page.goto("/partners/?state=WI")
    names = page.locator("#rows th a:not(small a)")
    page.keyboard.press("j")
    expect(names.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(names.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(names.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/partners/*/")
    page.keyboard.press("e")
    page.wait_for_url("**/edit/")


def test_the_list_of_keys_opens_is_accessible_and_closes_with_escape(visit: Visit):
    page = visit("staff")
    page.goto("/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    inject_axe(page)
    assert axe(page, "the list of keys") == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_shortcuts_can_be_switched_off(visit: Visit):
    page = visit("funder")
    page.goto("/settings/")
    page.get_by_label("Use keyboard shortcuts").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Your settings are saved.")
    page.goto("/partners/")
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_on_a_phone_menu_and_filters_open_and_close_with_escape(visit: Visit):
    page = visit("staff", size=PHONE)
    page.goto("/partners/")
    for opener, part in (("Menu", "#menu"), ("Filters", "#filters")):
        expect(page.locator(part)).to_be_hidden()
        page.get_by_role("button", name=opener, exact=True).click()
        expect(page.locator(part)).to_be_visible()
        inject_axe(page)
        assert axe(page, f"the open {opener.lower()}") == []
        page.keyboard.press("Escape")
        expect(page.locator(part)).to_be_hidden()


def test_the_account_menu_closes_with_escape_and_gives_the_focus_back(visit: Visit):
    page = visit("staff")
    page.goto("/")
    summary = page.locator("details.account summary")
    summary.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(summary).to_be_focused()


def test_dark_stays_dark_once_chosen(visit: Visit):
    page = visit("donor", color_scheme="light")
    page.goto("/settings/")
    page.get_by_role("main").get_by_role("button", name="Dark").click()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    red, green, blue = (int(part) for part in paper.removeprefix("rgb(").removesuffix(")").split(","))
    assert max(red, green, blue) < 64
    inject_axe(page)
    assert axe(page, "chosen dark") == []
