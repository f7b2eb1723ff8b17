"""Following a figure to its rows."""


def rows_of(client, href: str) -> int:
    """How many rows a figure's address shows."""
    answer = client.get(href)
    assert answer.status_code == 200, href
    if href.startswith("/partners/"):
        return answer.context["form"].facets.total
    if href.startswith("/overlaps/"):
        return answer.context["cases"].paginator.count
    if href.startswith("/priorities/"):
        return answer.context["form"].facets.total
    if href.startswith("/gaps/"):
        return answer.context["gaps"].paginator.count
    if href.startswith("/funding/"):
        return answer.context["form"].total
    return len(answer.context["page"].plans.chosen)
