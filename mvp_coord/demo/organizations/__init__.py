"""The fictional partners of the demo: the national ones, then state by state."""

from mvp_coord.demo.shapes import Org

from . import arizona, georgia, michigan, national, nevada, north_carolina, wisconsin

ORGANIZATIONS: tuple[Org, ...] = (
    *national.ORGANIZATIONS,
    *arizona.ORGANIZATIONS,
    *georgia.ORGANIZATIONS,
    *michigan.ORGANIZATIONS,
    *nevada.ORGANIZATIONS,
    *north_carolina.ORGANIZATIONS,
    *wisconsin.ORGANIZATIONS,
)
