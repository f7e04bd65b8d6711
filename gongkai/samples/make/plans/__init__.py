"""The four portals: which reports each lists and what is hard about them."""

from gongkai.samples.make.plans.lanjiang import LANJIANG
from gongkai.samples.make.plans.qinghe import QINGHE
from gongkai.samples.make.plans.rangtai import RANGTAI
from gongkai.samples.make.plans.songlan import SONGLAN

PORTALS = (QINGHE, LANJIANG, RANGTAI, SONGLAN)
